import { createServer, type Server } from 'node:http';
import { TcpProxy } from './tcp-proxy';

describe('a wire that can be cut', () => {
  let server: Server;
  let proxy: TcpProxy;
  const portOf = (): number => Object(server.address()).port as number;
  const ask = async (body = 'x'): Promise<string> => (await fetch(`http://127.0.0.1:${String(proxy.port)}/`, { method: 'POST', body, headers: { connection: 'close' } })).text();

  beforeEach(async () => {
    server = createServer((request, response) => {
      let heard = '';
      request.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      request.on('end', () => response.end(heard));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await TcpProxy.listen(portOf);
  });
  afterEach(async () => {
    await proxy.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('carries all that is said, both ways', async () => {
    const long = 'abcdefgh'.repeat(200_000);
    expect(await ask(long)).toBe(long);
  });

  it('carries nothing while it is cut, and all again when it is mended', async () => {
    proxy.cut();
    await expect(ask()).rejects.toThrow();
    proxy.mend();
    expect(await ask()).toBe('x');
  });

  it('breaks what is under way', async () => {
    proxy.slow(600);
    const answer = ask();
    setTimeout(() => { proxy.cut(); }, 50);
    await expect(answer).rejects.toThrow();
  });

  it('keeps everything back for as long as it is told to', async () => {
    proxy.slow(100);
    const from = performance.now();
    expect(await ask()).toBe('x');
    expect(performance.now() - from).toBeGreaterThan(190);
  });

  it('refuses while there is no server behind it', async () => {
    const lonely = await TcpProxy.listen(() => undefined);
    await expect(fetch(`http://127.0.0.1:${String(lonely.port)}/`)).rejects.toThrow();
    await lonely.close();
  });
});
