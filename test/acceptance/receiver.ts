import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A call that a receiver got. */
export interface Call {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: { readonly type: string; readonly timestamp: string; readonly customerId?: string; readonly replay?: boolean; readonly data: Readonly<Record<string, unknown>> };
  /** What it was answered. */
  readonly status: number;
  readonly at: number;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** ms */
  readonly after?: number;
}

/** A service that takes webhooks on this machine and writes down each call. */
export interface Receiver {
  readonly url: string;
  readonly calls: Call[];
  /** Calls that it has acknowledged. */
  taken(): Call[];
  /** How it answers from now on; default 204. */
  answer: (call: Omit<Call, 'status'>) => Answer;
  /** Resolves when it holds, looked at often. */
  until(holds: () => boolean, ms?: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const call = { id: String(request.headers['webhook-id']), headers: request.headers, raw, body: JSON.parse(raw) as Call['body'], at: Date.now() };
      const { status, headers = {}, after = 0 } = receiver.answer(call);
      setTimeout(() => {
        calls.push({ ...call, status });
        response.writeHead(status, headers).end();
      }, after);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  const receiver: Receiver = {
    url: `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : port)}/hooks`,
    calls,
    taken: () => calls.filter(({ status }) => status < 300),
    answer: () => ({ status: 204 }),
    until: async (holds, ms = 15_000) => {
      for (const end = Date.now() + ms; !holds(); ) {
        if (Date.now() > end) throw new Error(`what was waited for did not come within ${String(ms)} ms; ${String(calls.length)} calls came`);
        await new Promise((done) => setTimeout(done, 10));
      }
    },
    close: () => new Promise<void>((done) => {
      server.closeAllConnections();
      server.close(() => {
        done();
      });
    }),
  };
  return receiver;
}
