import type { Outcome } from '../sending/outcome';

export type AttemptCounts = Readonly<Record<Outcome['kind'], number>>;

/** What became of the tries that this process has made since it began, each repeat counted. */
export class AttemptTally {
  private readonly counted: Record<Outcome['kind'], number> = { delivered: 0, failed: 0, gone: 0 };

  get counts(): AttemptCounts {
    return this.counted;
  }

  add({ kind }: Outcome): void {
    this.counted[kind] += 1;
  }
}
