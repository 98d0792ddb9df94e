import { createServer, type Server, type Socket, connect } from 'node:net';

/** A wire between a client and a server on 127.0.0.1, that can be cut and made slow. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private isCut = false;
  private delay = 0;
  private breaksAt: (data: Buffer) => boolean = () => false;

  private constructor(private readonly target: () => number | undefined) {
    this.server = createServer((socket) => { this.carry(socket); });
  }

  /** @param target port of the server; undefined while there is none. */
  static async listen(target: () => number | undefined): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject);
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Breaks what is open, and each new connection until `mend`. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  /** From now on a connection breaks on which the client sends a piece of data that is such; the server does not get it. */
  breakAt(isSuch: (data: Buffer) => boolean): void {
    this.breaksAt = isSuch;
  }

  mend(): void {
    this.isCut = false;
  }

  /** From now on each piece of data waits so long on its way, in order, ms. 0: no longer. */
  slow(delay: number): void {
    this.delay = delay;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private carry(client: Socket): void {
    const port = this.target();
    if (this.isCut || port === undefined) {
      client.on('error', () => undefined);
      client.destroy();
      return;
    }
    const server = connect(port, '127.0.0.1');
    this.pass(client, server, (data) => this.breaksAt(data));
    this.pass(server, client);
  }

  private pass(from: Socket, to: Socket, breaksAt: (data: Buffer) => boolean = () => false): void {
    this.sockets.add(from);
    let last = Promise.resolve();
    from.on('data', (data) => {
      if (breaksAt(data)) {
        from.resetAndDestroy();
        return;
      }
      from.pause();
      last = last.then(() => this.wait()).then(() => {
        if (to.destroyed || to.write(data)) from.resume();
        else to.once('drain', () => from.resume());
      });
    });
    from.on('end', () => void last.then(() => to.end()));
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      void last.then(() => to.destroy());
    });
  }

  private async wait(): Promise<void> {
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
  }
}
