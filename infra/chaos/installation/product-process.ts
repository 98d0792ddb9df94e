import { setTimeout as sleep } from 'node:timers/promises';
import { type Launched, launchProduct } from '#testing/product';

/** Before a process that has ended by itself is started again, as a supervisor would, ms. */
const AGAIN = 500;
/** Of what it said: the end. */
const LAST_WORDS = 4_000;

/** A process of the product that is started again whenever it ends. */
export class ProductProcess {
  private current: Launched | undefined;
  private address: string | undefined;
  private wanted = false;
  private before = '';
  private fallen = 0;

  constructor(readonly name: string, private readonly data: string, private readonly environment: Readonly<Record<string, string>>) {}

  /** Where it listens; undefined while it does not. */
  get url(): string | undefined {
    return this.address;
  }

  get port(): number | undefined {
    return this.address === undefined ? undefined : Number(new URL(this.address).port);
  }

  /** How often it has ended by itself. */
  get falls(): number {
    return this.fallen;
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.launch();
  }

  /** SIGKILL, and no start until `start`. */
  async kill(): Promise<void> {
    this.wanted = false;
    this.address = undefined;
    await this.current?.kill();
  }

  pause(): void {
    this.current?.pause();
  }

  resume(): void {
    this.current?.resume();
  }

  /** Whether it says of itself that it is ready. */
  async isReady(): Promise<boolean> {
    if (this.address === undefined) return false;
    const answer = await fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    return answer?.ok === true;
  }

  /** The end of its log. */
  said(): string {
    return `${this.before}${this.current?.said() ?? ''}`.slice(-LAST_WORDS);
  }

  /** Unless somebody has ended or started it meanwhile. */
  private again(ended: Launched): void {
    if (this.current === ended && this.wanted) this.launch();
  }

  private launch(): void {
    const launched = launchProduct({ data: this.data, environment: this.environment });
    this.before = this.said();
    this.current = launched;
    void launched.address.then((address) => {
      if (this.current === launched && this.wanted) this.address = address;
    }, () => undefined);
    void launched.ended.then(async () => {
      if (this.current !== launched || !this.wanted) return;
      this.address = undefined;
      this.fallen += 1;
      await sleep(AGAIN);
      this.again(launched);
    });
  }
}
