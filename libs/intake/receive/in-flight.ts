/** Gives back what was taken; a second call does nothing. */
export type Release = () => void;

interface Waiting {
  readonly bytes: number;
  readonly admit: (release: Release) => void;
}

/**
 * How much of what was received may be in memory at once, in bytes as sent, before it is durable in the log. What does not fit is turned away (a batch, which can be
 * sent again) or waits (a stream, which then reads on no further, so that its sender goes at the log's pace). When nothing else is in flight everything fits.
 */
export class InFlight {
  private taken = 0;
  private readonly queue: Waiting[] = [];

  constructor(readonly limit: number) {}

  /** Bytes that are taken now. */
  get bytes(): number {
    return this.taken;
  }

  /** undefined: it does not fit, or others wait for their turn. */
  take(bytes: number): Release | undefined {
    return this.queue.length === 0 && this.fits(bytes) ? this.admit(bytes) : undefined;
  }

  /** Resolves when there is room, first come, first served. */
  wait(bytes: number): Promise<Release> {
    return new Promise((admit) => {
      this.queue.push({ bytes, admit });
      this.admitWaiting();
    });
  }

  private fits(bytes: number): boolean {
    return this.taken === 0 || this.taken + bytes <= this.limit;
  }

  private admit(bytes: number): Release {
    this.taken += bytes;
    let held = bytes;
    return () => {
      this.taken -= held;
      held = 0;
      this.admitWaiting();
    };
  }

  private admitWaiting(): void {
    for (let [next] = this.queue; next && this.fits(next.bytes); [next] = this.queue) {
      this.queue.shift();
      next.admit(this.admit(next.bytes));
    }
  }
}
