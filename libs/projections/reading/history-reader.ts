import { compareHistory, type EventLog } from '#event-log';
import type { Moment, Position } from '#kernel';
import type { JsonObject } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';
import { documentOf, nextChange } from '../law/document';
import { beginFold, type Fold, handles, step } from '../law/fold';
import { foldCustomer, historyPages, typesOf } from '../law/history';
import { type Difference, differences } from './differences';
import type { Vantage } from './moment-of-knowledge';

/** A value that a document had, from `at` on, and the event that led to it; null where time alone did. */
export interface HistoryItem {
  readonly document: JsonObject;
  readonly event: RecordedEvent | null;
  readonly at: Moment;
}

export type ReferenceAt = (projection: Projection, vantage: Vantage) => Promise<JsonObject | undefined>;

/** The most time-only changes between two events that a history lists, against a projection that never comes to rest. */
const MOST_TIME_CHANGES = 1_000;

/** The readers' drivers of the law: the fold stopped at a point in both times, followed from value to value, and compared at two points. */
export class HistoryReader {
  private readonly references = new WeakMap<Vantage, Map<Projection, Promise<JsonObject | undefined>>>();

  constructor(private readonly log: EventLog, private readonly referenceAt: ReferenceAt) {}

  /** The documents of one customer, in the order of the projections. */
  async documents(customer: Customer, projections: readonly Projection[], vantage: Vantage): Promise<(JsonObject | undefined)[]> {
    const folds = await foldCustomer(this.log, customer, projections, vantage);
    return Promise.all(projections.map(async (projection, index) => {
      const fold = folds[index];
      return fold && documentOf(projection, fold, { customer, at: vantage.at, position: vantage.upTo, reference: await this.reference(projection, vantage) });
    }));
  }

  /** The successive values of one document, oldest first. */
  async history(customer: Customer, projection: Projection, vantage: Vantage): Promise<HistoryItem[]> {
    const walk = new HistoryWalk(customer, projection, vantage, await this.reference(projection, vantage));
    for await (const events of historyPages(this.log, customer, { upTo: vantage.upTo, types: typesOf([projection]) })) {
      for (const event of events) if (event.occurredAt <= vantage.at && handles(projection, event)) walk.take(event);
    }
    return walk.finish();
  }

  /** What differs in every document between two moments, and the events between them. */
  async compare(customer: Customer, projections: readonly Projection[], from: Vantage, to: Vantage): Promise<{ changes: (Difference & { readModel: string })[]; events: RecordedEvent[] }> {
    const [before, after] = [await this.documents(customer, projections, from), await this.documents(customer, projections, to)];
    const changes = projections.flatMap(({ name }, index) => differences(before[index], after[index]).map((difference) => ({ readModel: name, ...difference })));
    const events: RecordedEvent[] = [];
    const [low, high] = from.at <= to.at ? [from, to] : [to, from];
    for await (const page of historyPages(this.log, customer, { upTo: high.upTo, after: { occurredAt: low.at, position: AFTER_ALL } })) events.push(...page.filter((event) => event.occurredAt <= high.at));
    return { changes, events: events.sort(compareHistory) };
  }

  /** Asked for once for each vantage, however many customers are read from it. */
  private reference(projection: Projection, vantage: Vantage): Promise<JsonObject | undefined> {
    const known = this.references.get(vantage) ?? new Map<Projection, Promise<JsonObject | undefined>>();
    const reference = known.get(projection) ?? this.referenceAt(projection, vantage);
    this.references.set(vantage, known.set(projection, reference));
    return reference;
  }
}

const AFTER_ALL: Position = 2n ** 64n;

/** Follows one document through its customer's history. */
class HistoryWalk {
  private readonly items: HistoryItem[] = [];
  private readonly fold: Fold;
  private reached: Moment = -Infinity;

  constructor(private readonly customer: Customer, private readonly projection: Projection, private readonly vantage: Vantage, private readonly reference: JsonObject | undefined) {
    this.fold = beginFold(projection);
  }

  take(event: RecordedEvent): void {
    this.timeAlone(event.occurredAt - 1);
    step(this.projection, this.fold, event);
    this.reached = event.occurredAt;
    this.note(event.occurredAt, event);
  }

  finish(): HistoryItem[] {
    this.timeAlone(this.vantage.at);
    return this.items;
  }

  private timeAlone(until: Moment): void {
    for (let changes = 0; this.fold.count > 0 && changes < MOST_TIME_CHANGES; changes++) {
      const next = nextChange(this.projection, this.fold, this.reached);
      if (next === undefined || next > until) return;
      this.reached = next;
      this.note(next, null);
    }
  }

  private note(at: Moment, event: RecordedEvent | null): void {
    const document = documentOf(this.projection, this.fold, { customer: this.customer, at, position: event?.position ?? this.fold.position, reference: this.reference });
    if (!document) return;
    const last = this.items.at(-1)?.document;
    if (last && !this.differs(last, document)) return;
    this.items.push({ document, event, at });
  }

  /** Day counts and where the document stands do not make another value. */
  private differs(before: JsonObject, after: JsonObject): boolean {
    const counts = Object.entries(this.projection.fields).flatMap(([path, field]) => (typeof field === 'string' ? [] : [path]));
    return differences(before, after).some(({ path }) => !counts.includes(path));
  }
}

