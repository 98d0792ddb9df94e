import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** Requests over connections that are kept. */
export class HttpClient {
  private readonly agent: Agent;

  constructor(private readonly base: string, connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, headers);
  }

  /** Posts text that is JSON already. */
  post(path: string, body: string | Buffer): Promise<Answer> {
    return this.send('POST', path, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }, body);
  }

  /** As `get`, for an answer that is JSON. @throws Error unless the answer is 200 */
  async read(path: string, headers?: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
    const { status, body } = await this.get(path, headers);
    if (status !== 200) throw new Error(`GET ${path} answered ${String(status)}: ${body.toString()}`);
    return JSON.parse(body.toString()) as Record<string, unknown>;
  }

  close(): void {
    this.agent.destroy();
  }

  private send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.base}${path}`, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
        });
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
