import { Interrupted } from './outcome';

/** Ctrl-C: the first ends the work at the next place where nothing is lost, the second at once. Nothing is lost by that either, the log is durable. */
export class Interruption {
  private readonly controller = new AbortController();

  constructor(note: (text: string) => void) {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (this.controller.signal.aborted) process.exit(1);
        this.controller.abort();
        if (name === 'SIGINT') note('\nstopping after what is under way; Ctrl-C once more stops at once');
      });
    }
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** @throws Interrupted once somebody has asked to stop. */
  check(advice?: string): void {
    if (this.controller.signal.aborted) throw new Interrupted(advice);
  }
}
