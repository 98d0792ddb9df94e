import type { Difference } from '#projections';

/** A place where what is stored is not what the log says. */
export interface Finding {
  /** The read model, or `identities` and `customers` for who is who. */
  readonly readModel: string;
  /** The customer, or the identity's stream. */
  readonly key: string;
  /** `stored`: the fold that live batches go on from. `shown`: the document that lists and filters read. */
  readonly where: 'stored' | 'shown';
  /** Before: as the log says. After: as it is stored. */
  readonly changes: readonly Difference[];
}

/** Counts all findings and keeps the first. */
export class Findings {
  readonly first: Finding[] = [];
  count = 0;

  constructor(private readonly most: number) {}

  add(finding: Finding): void {
    this.count += 1;
    if (this.first.length < this.most) this.first.push(finding);
  }
}
