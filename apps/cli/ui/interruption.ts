import { Interrupted } from './outcome';

/** One press of Ctrl-C may arrive twice: from the terminal, and handed on by npm. */
const SAME_PRESS = 1_000;

/** Ctrl-C: the first ends the work at the next place where nothing is lost, the second at once. Nothing is lost by that either, the log is durable. */
export class Interruption {
  private readonly controller = new AbortController();
  private pressed = 0;

  constructor(note: (text: string) => void) {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (this.pressed > 0 && Date.now() - this.pressed > SAME_PRESS) process.exit(1);
        if (this.pressed > 0) return;
        this.pressed = Date.now();
        if (name === 'SIGINT') note('\nstopping after what is under way; Ctrl-C once more stops at once');
        this.controller.abort();
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
