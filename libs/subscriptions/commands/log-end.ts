import type { EventLog } from '#event-log';
import { breathe, type Position } from '#kernel';
import { isBookkeeping } from '../registry/subscribed-types';

export interface Stretch {
  /** Exclusive. */
  readonly from: Position;
  /** Inclusive. */
  readonly to: Position;
  /** undefined: every type but bookkeeping. */
  readonly types: readonly string[] | undefined;
  readonly includeBackfill: boolean;
}

const PAGE = 1_000;

/** Where the log ends, and how much of it a stretch is. */
export class LogEnd {
  constructor(private readonly log: EventLog) {}

  position(): Promise<Position> {
    return this.log.head();
  }

  async count({ from, to, types, includeBackfill }: Stretch): Promise<number> {
    let count = 0;
    for (let after = from; after < to; ) {
      const page = await this.log.readAll({ after, upTo: to, limit: PAGE, ...(types ? { types } : {}) });
      count += page.filter(({ type, backfill }) => (types !== undefined || !isBookkeeping(type)) && (includeBackfill || backfill !== true)).length;
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? to;
      await breathe();
    }
    return count;
  }
}
