import { createServer, type RequestListener, type Server } from 'node:http';
import { systemClock } from '#kernel';
import { WebhookClient, type WebhookClientOptions } from './webhook-client';

describe('a call', () => {
  let server: Server;
  let port: number;
  let calls: number;
  let handle: RequestListener;
  const clients: WebhookClient[] = [];
  const clientOf = (options: Partial<WebhookClientOptions> = {}): WebhookClient => {
    const client = new WebhookClient({ allowPrivate: true, clock: systemClock, userAgent: 'Test', ...options });
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    calls = 0;
    server = createServer((request, response) => {
      calls += 1;
      handle(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  it('is a POST with the body and the headers as they are given', async () => {
    const heard = new Promise<unknown[]>((resolve) => {
      handle = (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
          response.writeHead(202).end();
          resolve([request.method, request.url, request.headers['webhook-id'], request.headers['user-agent'], Buffer.concat(chunks).toString()]);
        });
      };
    });
    expect(await clientOf().post(`http://127.0.0.1:${String(port)}/hooks?tenant=1`, '{"grüß":"dich"}', { 'webhook-id': 'msg_1' })).toEqual({ kind: 'delivered', status: 202 });
    expect(await heard).toEqual(['POST', '/hooks?tenant=1', 'msg_1', 'Test', '{"grüß":"dich"}']);
  });

  it('follows no redirect', async () => {
    handle = (_request, response) => response.writeHead(307, { location: `http://127.0.0.1:${String(port)}/elsewhere` }).end();
    expect(await clientOf().post(`http://127.0.0.1:${String(port)}/`, '{}', {})).toMatchObject({ kind: 'failed', status: 307 });
    expect(calls).toBe(1);
  });

  it('is given up after its time', async () => {
    handle = () => undefined;
    expect(await clientOf({ timeout: 50 }).post(`http://127.0.0.1:${String(port)}/`, '{}', {})).toEqual({ kind: 'failed', message: 'no answer within 0.05 s' });
  });

  it('is not held up by an answer without an end', async () => {
    handle = (_request, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(more);
      });
    };
    const client = clientOf();
    for (let round = 0; round < 3; round++) expect(await client.post(`http://127.0.0.1:${String(port)}/`, '{}', {})).toEqual({ kind: 'delivered', status: 200 });
  });

  it('says why nobody is reached', async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(await clientOf().post(`http://127.0.0.1:${String(port)}/`, '{}', {})).toEqual({ kind: 'failed', message: 'nobody listens at the address' });
  });

  it('reaches no private address, given as such or resolved from a name when it connects', async () => {
    handle = (_request, response) => response.writeHead(204).end();
    const client = clientOf({ allowPrivate: false });
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433']) expect(await client.post(`http://${host}:${String(port)}/`, '{}', {})).toEqual({ kind: 'failed', message: 'the address is not of the public internet' });
    expect(calls).toBe(0);
  });
});
