import type { EventLog } from '#event-log';
import type { Clock, Moment, Position } from '#kernel';
import type { JsonObject, ReadModelStore, Write } from '#read-models';
import { isWithin, type Territory } from '../divided/territory';
import { bareDocument } from '../law/document';
import type { CustomerStage } from './customer-stage';
import type { Change } from './change';
import type { ActiveProjection, LiveFold } from './live-fold';
import type { ReferenceKeeper } from './reference-keeper';
import type { Serving } from './serving';

interface ReviewsParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly stage: CustomerStage;
  readonly live: LiveFold;
  readonly served: Serving;
  readonly references: ReferenceKeeper;
  readonly territory: Territory;
  readonly react: (changes: readonly Change[]) => Parameters<EventLog['append']>[0];
  /** Told whose documents were viewed again. */
  readonly touched: (ids: readonly string[]) => void;
}

/** Documents viewed again at once. */
const REVIEWED = 500;

/** Documents that are viewed again though nothing new was recorded of their customers: time has passed, or a reference has changed. */
export class Reviews {
  /** When the next document falls due; undefined: none. */
  nextDue: Moment | undefined = 0;

  constructor(private readonly parts: ReviewsParts) {}

  /** Documents were written, one of which may fall due before all others. */
  expect(writes: readonly Write[]): void {
    for (const { put = [] } of writes) for (const { dueAt } of put) if (dueAt !== undefined) this.nextDue = Math.min(dueAt, this.nextDue ?? Infinity);
  }

  /** What has fallen due; answers whether there was any. */
  async takeDue(position: Position): Promise<boolean> {
    const { store, clock, served, territory: { range } } = this.parts;
    const now = clock.now();
    if (this.nextDue === undefined || this.nextDue > now) return false;
    let worked = false;
    let soonest: Moment | undefined;
    for (const active of served.active) {
      const keys = await store.due(active.collection, now, REVIEWED, range);
      worked ||= keys.length > 0;
      if (keys.length > 0) await this.review(active, keys, position, true);
      const next = await store.nextDue(active.collection, range);
      if (next !== undefined && (soonest === undefined || next < soonest)) soonest = next;
    }
    this.nextDue = soonest;
    return worked;
  }

  /** Some of the documents whose reference has changed; answers whether there were any. */
  async continue(position: Position): Promise<boolean> {
    const { store, served, references, territory: { range } } = this.parts;
    const { review } = references;
    if (!review) return false;
    const page = (await store.scan(review.active.collection, review.after ?? range.from, REVIEWED)).filter(({ key }) => isWithin(range, key));
    if (page.length > 0 && served.active.includes(review.active)) await this.review(review.active, page.map(({ key }) => key), position, false);
    review.after = page.at(-1)?.key;
    if (page.length < REVIEWED) references.reviewDone();
    return true;
  }

  /** Views documents again at the present moment. `due`: time has changed them, which is stated; otherwise a reference has, and only what differs is written. */
  private async review(active: ActiveProjection, ids: readonly string[], position: Position, due: boolean): Promise<void> {
    const { log, store, stage, live, react } = this.parts;
    const customers = [...(await stage.customers(ids)).values()];
    const { writes, changes } = await live.review(active, customers, position);
    const real = changes.filter(({ before, after }) => !sameDocument(before, after));
    const changed = new Set(real.map(({ customer }) => customer.id));
    const facts = due ? react(real) : [];
    if (facts.length > 0) await log.append(facts);
    const kept = due ? writes : writes.map((write) => (write.put && write.collection === active.collection ? { ...write, put: write.put.filter(({ key }) => changed.has(key)) } : write));
    await store.commit({ writes: kept });
    this.expect(kept);
    this.parts.touched(ids);
  }
}

function sameDocument(before: JsonObject | null, after: JsonObject | null): boolean {
  if (before === null || after === null) return before === after;
  return JSON.stringify(bareDocument(before)) === JSON.stringify(bareDocument(after));
}
