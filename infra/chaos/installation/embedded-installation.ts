import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProduct } from '#testing/product';
import { waitUntil } from '../../engines';
import type { Fault } from '../plan/fault';
import type { Installation } from './installation';
import { ProductProcess } from './product-process';
import { sufferProcess } from './suffer-process';
import { Wires } from './wires';

const CLIENT = 'client>server';

/** One process on the embedded engines. */
export class EmbeddedInstallation implements Installation {
  private readonly data = mkdtempSync(join(tmpdir(), 'rapport-chaos-'));
  private readonly wires = new Wires();
  private readonly server = new ProductProcess('server', this.data, { RAPPORT_LOG_LEVEL: 'warn' });

  get url(): string {
    return `http://127.0.0.1:${String(this.wires.port(CLIENT))}`;
  }

  async start(): Promise<void> {
    await this.wires.add(CLIENT, () => this.server.port);
    this.server.start();
    await this.healthy();
  }

  suffer(fault: Fault): Promise<void> {
    return this.wires.has(fault.target) ? this.wires.suffer(fault) : sufferProcess(this.server, fault);
  }

  async healthy(): Promise<void> {
    await waitUntil('the server', async () => ((await this.server.isReady()) ? true : undefined));
  }

  tell(): Promise<void> {
    return Promise.reject(new RangeError('a bridge in the process has no other services'));
  }

  bridgeEmpty(): Promise<void> {
    return Promise.resolve();
  }

  ownFaults(): Promise<string[]> {
    return Promise.resolve([]);
  }

  said(): string {
    return this.server.said();
  }

  /** Holds the read models, and who is who, against a fold of the whole log. */
  async end({ keep }: { readonly keep: boolean }): Promise<string[]> {
    await this.server.kill();
    await this.wires.close();
    const { code, out, err } = await runProduct(['verify', '--json', '--data', this.data]);
    const whole = code === 0;
    if (whole && !keep) rmSync(this.data, { recursive: true, force: true });
    return whole ? [] : [`rapport verify ended with ${String(code)} on ${this.data}: ${out.slice(0, 2_000)}${err.slice(-1_000)}`];
  }
}
