import type { EventLog, HistoryKey } from '#event-log';
import { breathe, type Moment, type Position } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import type { Customer } from './customer';
import type { Projection } from './define-projection';
import { beginFold, type Fold, handles, step } from './fold';

export interface HistoryBounds {
  /** Occurred at or before. */
  readonly at: Moment;
  /** Recorded at or before. */
  readonly upTo: Position;
  /** Exclusive: where the folds stand already. */
  readonly after?: HistoryKey | undefined;
}

/** Events that a history is read by at a time, so that a customer of a hundred thousand touches fits in memory. */
const PAGE = 2_000;

export interface HistoryPages {
  readonly upTo: Position;
  readonly after?: HistoryKey | undefined;
  readonly types?: readonly string[] | undefined;
}

/** The types that any of the projections folds; undefined where one folds all. */
export function typesOf(projections: readonly Projection[]): readonly string[] | undefined {
  const types = new Set<string>();
  for (const { handles: handled } of projections) {
    if (handled === 'any') return undefined;
    for (const type of handled) types.add(type);
  }
  return [...types];
}

/** Everything recorded of a customer up to a position, in order, in pages; not cut at a moment. */
export async function* historyPages(log: EventLog, customer: Customer, { upTo, after, types }: HistoryPages): AsyncGenerator<readonly RecordedEvent[]> {
  const streams = customer.members.map((member) => member.stream);
  let from = after;
  while (true) {
    const events = await log.readHistory({ streams, upTo, limit: PAGE, ...(types ? { types } : {}), ...(from ? { after: from } : {}) });
    if (events.length > 0) yield events;
    if (events.length < PAGE) return;
    from = events.at(-1);
    await breathe();
  }
}

/**
 * The law: folds the customer's history into every projection, cut at the moment.
 */
export async function foldCustomer(log: EventLog, customer: Customer, projections: readonly Projection[], bounds: HistoryBounds): Promise<Fold[]> {
  const folds = projections.map((projection) => beginFold(projection));
  await continueFolds(log, customer, projections.map((projection, index) => ({ projection, fold: folds[index] ?? beginFold(projection) })), bounds);
  return folds;
}

/** A fold on its way; a fault in it is its own and does not stop the others. */
export interface FoldingOn {
  readonly projection: Projection;
  readonly fold: Fold;
  /** Called after each event taken in. */
  readonly seen?: (fold: Fold) => void;
  /** Called instead of throwing; the fold takes in no more. */
  readonly failed?: (error: unknown, event: RecordedEvent) => void;
}

/** Reads the history once from `bounds.after` and takes each fold on from where it stands. */
export async function continueFolds(log: EventLog, customer: Customer, foldings: readonly FoldingOn[], { at, upTo, after }: HistoryBounds): Promise<void> {
  let going = foldings;
  for (const { fold } of foldings) fold.pending = undefined;
  for await (const events of historyPages(log, customer, { upTo, after, types: typesOf(foldings.map(({ projection }) => projection)) })) {
    for (const event of events) {
      if (event.occurredAt > at) {
        const pending = event.occurredAt;
        for (const { projection, fold } of going) if (fold.pending === undefined && handles(projection, event)) fold.pending = pending;
        continue;
      }
      for (const folding of going) if (!takeIn(folding, event)) going = going.filter((other) => other !== folding);
    }
  }
  for (const { fold } of foldings) fold.position = upTo;
}

function takeIn(folding: FoldingOn, event: RecordedEvent): boolean {
  const { projection, fold, seen, failed } = folding;
  if (!handles(projection, event) || includes(fold, event)) return true;
  try {
    step(projection, fold, event);
  } catch (error) {
    if (!failed) throw error;
    failed(error, event);
    return false;
  }
  seen?.(fold);
  return true;
}

/** Whether a fold that stands further on than the others has the event already. */
function includes(fold: Fold, event: RecordedEvent): boolean {
  const { last } = fold;
  return last !== undefined && (event.occurredAt < last.occurredAt || (event.occurredAt === last.occurredAt && event.position <= last.position));
}
