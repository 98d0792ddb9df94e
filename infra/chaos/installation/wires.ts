import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../plan/fault';
import { TcpProxy } from '../tcp-proxy';

/** Wires by name, as `client>front-office`. */
export class Wires {
  private readonly proxies = new Map<string, TcpProxy>();

  /** @returns the port to connect to. */
  async add(name: string, target: () => number | undefined): Promise<number> {
    const proxy = await TcpProxy.listen(target);
    this.proxies.set(name, proxy);
    return proxy.port;
  }

  port(name: string): number {
    return this.named(name).port;
  }

  has(name: string): boolean {
    return this.proxies.has(name);
  }

  async suffer({ kind, target, lasts, delay = 0 }: Fault): Promise<void> {
    const proxy = this.named(target);
    if (kind === 'cut') proxy.cut();
    else proxy.slow(delay);
    await sleep(lasts);
    if (kind === 'cut') proxy.mend();
    else proxy.slow(0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.close()));
  }

  private named(name: string): TcpProxy {
    const proxy = this.proxies.get(name);
    if (!proxy) throw new RangeError(`no wire ${name}`);
    return proxy;
  }
}
