import type { Moment } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import type { Failure, Outcome } from '../sending/outcome';
import { delayAfter } from '../sending/retry-schedule';
import type { RunSpec, RunTools } from './run-spec';

/** So many failures in a row say that the receiver is down, and the next success that it is back. */
const DOWN = 5;
/** ms that calls under way are given when the run is stopped, so that they need not be repeated. */
const GRACE = 3_000;

/** Single tries of a run, and what they say of the receiver. */
export class Attempts {
  delivered = 0;
  private failuresInARow = 0;
  /** Breaks off calls under way. */
  private readonly cut = new AbortController();
  private grace: NodeJS.Timeout | undefined;

  constructor(private readonly spec: RunSpec, private readonly tools: RunTools) {}

  /** `back`: it got through after many that did not. Undefined for a try that does not count: it was broken off here. */
  async send(event: RecordedEvent): Promise<(Outcome & { readonly back?: boolean }) | undefined> {
    const { signal } = this.cut;
    const outcome = await this.tools.send(event, event.position <= this.spec.replayedUpTo, signal);
    if (outcome.kind === 'failed') {
      if (signal.aborted) return undefined;
      this.failuresInARow += 1;
    }
    if (outcome.kind !== 'delivered') return outcome;
    const back = this.failuresInARow >= DOWN;
    this.delivered += 1;
    this.failuresInARow = 0;
    return { ...outcome, back };
  }

  /** When an event that was tried so many times is tried again; undefined: never by itself. */
  next(attempts: number, { retryAfter }: Failure): Moment | undefined {
    const { clock, retries, random } = this.tools;
    const delay = delayAfter(attempts, retries, random(), retryAfter);
    return delay === undefined ? undefined : clock.now() + delay;
  }

  /** Calls under way have some seconds left. */
  end(): void {
    this.grace ??= setTimeout(() => {
      this.cut.abort();
    }, GRACE);
  }

  over(): void {
    clearTimeout(this.grace);
  }
}
