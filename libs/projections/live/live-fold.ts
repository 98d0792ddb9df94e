import { compareHistory, type EventLog, type HistoryKey } from '#event-log';
import type { Clock, Moment, Position } from '#kernel';
import type { JsonObject, ReadModelStore, StoredDocument, Write } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';
import { storedDocumentOf } from '../law/document';
import { beginFold, type Fold, handles, isLate, restoreFold, type StoredFold, step } from '../law/fold';
import { continueFolds } from '../law/history';
import { Snapshots } from '../law/snapshots';
import type { ProjectionCatalogue } from './catalogue';
import type { Change } from './change';
import type { Shape } from './customer-stage';
import { departuresOf } from './departures';
import { type CachedFold, FoldCache } from './fold-cache';
import { PARKED, parkedDocument, parkedKey } from './parking';

/** A projection with the collection that its documents are written to. */
export interface ActiveProjection {
  readonly projection: Projection;
  readonly collection: string;
}

export interface Advance {
  readonly writes: readonly Write[];
  readonly changes: readonly Change[];
}

export interface LiveFoldParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  /** Whose reactors learn also of documents that go. */
  readonly catalogue: Pick<ProjectionCatalogue, 'reactors'>;
  readonly referenceOf: (projection: Projection) => JsonObject | undefined;
}

/** What one fold has to do in a batch: take in events at its end, or be read again from a place in the history. */
interface Task {
  readonly active: ActiveProjection;
  readonly customer: Customer;
  readonly entry: CachedFold;
  readonly append: readonly RecordedEvent[];
  readonly cause: RecordedEvent | undefined;
  readonly before: JsonObject | null;
  readonly reshapedAt?: Position;
  reread: boolean;
  fault?: { readonly error: unknown; readonly event: RecordedEvent | undefined };
}

/** The live driver of the law: continues stored folds by one batch, or reads them again where the batch reaches back. */
export class LiveFold {
  private readonly cache = new FoldCache();

  constructor(private readonly parts: LiveFoldParts, private readonly parked: Set<string>) {}

  forget(): void {
    this.cache.clear();
  }

  /** Folds a batch that ends at `position`. */
  async advance(shape: Shape, active: readonly ActiveProjection[], position: Position): Promise<Advance> {
    const now = this.parts.clock.now();
    const ids = new Set([...shape.touches.keys(), ...shape.reshaped.keys()]);
    const customers = await shape.customers(ids);
    const tasks = (await Promise.all(active.map((each) => this.tasksOf(each, shape, customers, now)))).flat();
    await this.run(tasks, now, position);
    const watched = active.filter(({ projection }) => this.parts.catalogue.reactors.some((reactor) => reactor.projection === projection.name));
    const departures = await Promise.all(watched.map((each) => departuresOf(each.projection, shape, (ids) => this.load(each, ids))));
    const gone = active.map(({ projection, collection }) => this.removal(projection, collection, shape.removed));
    const done = active.map((each) => this.writeOf(each, tasks, position, now));
    return { writes: [...done.map(({ write }) => write), ...gone.flat(), ...(await this.parkings(tasks, now))], changes: [...departures.flat(), ...done.flatMap(({ changes }) => changes)] };
  }

  /** Reads folds again from the first event: after a mended fold, or where a due document has events that lay in the future. */
  async refold(active: ActiveProjection, customers: readonly Customer[], position: Position): Promise<Advance> {
    const now = this.parts.clock.now();
    const tasks: Task[] = [];
    for (const customer of customers) {
      this.cache.delete(active.collection, customer.id);
      const entry = (await this.load(active, [customer.id])).get(customer.id);
      tasks.push({ active, customer, entry: newEntry(active.projection, entry?.document ?? null), append: [], cause: undefined, before: entry?.document ?? null, reread: true });
    }
    await this.run(tasks, now, position);
    const { write, changes } = this.writeOf(active, tasks, position, now);
    return { writes: [write, ...(await this.parkings(tasks, now))], changes };
  }

  /** Views stored folds at the present moment: what `dueAt` promised, and what a new reference changes. */
  async review(active: ActiveProjection, customers: readonly Customer[], position: Position): Promise<Advance> {
    const now = this.parts.clock.now();
    const entries = await this.load(active, customers.map(({ id }) => id));
    const overtaken = customers.filter(({ id }) => (entries.get(id)?.fold.pending ?? Infinity) <= now);
    const tasks = customers.filter((customer) => !overtaken.includes(customer)).flatMap((customer): Task[] => {
      const entry = entries.get(customer.id);
      return entry ? [{ active, customer, entry, append: [], cause: undefined, before: entry.document, reread: false }] : [];
    });
    const { write, changes } = this.writeOf(active, tasks, position, now);
    const reread = overtaken.length > 0 ? await this.refold(active, overtaken, position) : { writes: [], changes: [] };
    return { writes: [write, ...(await this.parkings(tasks, now)), ...reread.writes], changes: [...changes, ...reread.changes] };
  }

  private async tasksOf(active: ActiveProjection, shape: Shape, customers: ReadonlyMap<string, Customer>, now: Moment): Promise<Task[]> {
    const { projection, collection } = active;
    const wanted = new Map<string, readonly RecordedEvent[]>();
    for (const [id, events] of shape.touches) {
      const handled = projection.handles === 'any' ? events : events.filter((event) => handles(projection, event));
      if (handled.length > 0) wanted.set(id, handled);
    }
    for (const id of shape.reshaped.keys()) if (!wanted.has(id)) wanted.set(id, []);
    const unparked = [...wanted.keys()].filter((id) => !this.parked.has(parkedKey(projection.name, id)));
    const entries = await this.load(active, unparked);
    return unparked.flatMap((id): Task[] => {
      const customer = customers.get(id);
      if (!customer) return [];
      const stored = entries.get(id);
      const before = stored?.document ?? null;
      const events = wanted.get(id) ?? [];
      const cause = events.at(-1);
      const reshapedAt = shape.reshaped.get(id);
      if (reshapedAt !== undefined) {
        this.cache.delete(collection, id);
        return [{ active, customer, entry: newEntry(projection, before), append: [], cause, before, reshapedAt, reread: true }];
      }
      const entry = stored ?? newEntry(projection, null);
      return [this.planned({ active, customer, entry, append: [], cause, before, reread: false }, events, now)];
    });
  }

  /** Decides between taking events in at the end and going back to just before the earliest that is late. */
  private planned(task: Task, events: readonly RecordedEvent[], now: Moment): Task {
    const { active: { projection }, entry } = task;
    const fresh = events.filter((event) => event.position > entry.fold.position);
    const past = fresh.filter((event) => event.occurredAt <= now).sort(compareHistory);
    const future = fresh.filter((event) => event.occurredAt > now).map((event) => event.occurredAt);
    const { pending } = entry.fold;
    const overtaken = pending !== undefined && pending <= now;
    const [first] = past;
    const late = first !== undefined && isLate(projection, entry.fold, first);
    if (late || overtaken) {
      this.rewind(projection, entry, earliest(first, overtaken ? { occurredAt: pending, position: 0n } : undefined));
      return { ...task, reread: true };
    }
    if (future.length > 0) entry.fold.pending = Math.min(pending ?? Infinity, ...future);
    return { ...task, append: past };
  }

  private rewind(projection: Projection, entry: CachedFold, place: HistoryKey): void {
    const known = projection.orderMatters ? entry.snapshots?.before(place) : undefined;
    entry.snapshots ??= new Snapshots();
    entry.fold = known ?? beginFold(projection);
  }

  private async run(tasks: readonly Task[], now: Moment, position: Position): Promise<void> {
    const rereads = new Map<string, Task[]>();
    for (const task of tasks) {
      if (task.reread) {
        const others = rereads.get(task.customer.id);
        if (others) others.push(task);
        else rereads.set(task.customer.id, [task]);
      } else {
        takeAll(task);
        task.entry.fold.position = position;
      }
    }
    for (const together of rereads.values()) await this.reread(together, now, position);
  }

  /** One reading of the customer's history serves every projection that needs it. */
  private async reread(tasks: readonly Task[], at: Moment, upTo: Position): Promise<void> {
    const [first] = tasks;
    if (!first) return;
    const starts = tasks.map((task) => task.entry.fold.last);
    const after = starts.every((start) => start !== undefined) ? [...starts].sort(compareHistory)[0] : undefined;
    const foldings = tasks.map((task) => ({
      projection: task.active.projection,
      fold: task.entry.fold,
      seen: (fold: Fold): void => task.entry.snapshots?.offer(fold),
      failed: (error: unknown, event: RecordedEvent): void => {
        task.fault = { error, event };
      },
    }));
    await continueFolds(this.parts.log, first.customer, foldings, { at, upTo, after });
  }

  private writeOf(active: ActiveProjection, tasks: readonly Task[], position: Position, at: Moment): { write: Write; changes: Change[] } {
    const { projection, collection } = active;
    const reference = this.parts.referenceOf(projection);
    const put: StoredDocument[] = [];
    const remove: string[] = [];
    const changes: Change[] = [];
    for (const task of tasks) {
      if (task.active !== active) continue;
      const { customer, entry, before, cause, reshapedAt } = task;
      if (!task.fault) {
        try {
          const stored = storedDocumentOf(projection, entry.fold, { customer, at, position, reference });
          if (entry.fold.count === 0 && entry.fold.pending === undefined) remove.push(customer.id);
          else put.push(stored);
          entry.document = stored.document;
          changes.push({ projection, customer, before, after: stored.document, cause, ...(reshapedAt === undefined ? {} : { reshapedAt }) });
        } catch (error) {
          task.fault = { error, event: cause };
        }
      }
      if (task.fault) {
        this.cache.delete(collection, customer.id);
      } else {
        entry.size = estimatedSize(entry.fold);
        this.cache.put(collection, customer.id, entry);
      }
    }
    return { write: { collection, put, remove }, changes };
  }

  private removal(projection: Projection, collection: string, removed: ReadonlySet<string>): Write[] {
    if (removed.size === 0) return [];
    for (const id of removed) {
      this.cache.delete(collection, id);
      this.parked.delete(parkedKey(projection.name, id));
    }
    return [{ collection, remove: [...removed] }, { collection: PARKED.id, remove: [...removed].map((id) => parkedKey(projection.name, id)) }];
  }

  /** Who failed, with the event and the error; their documents stay as they were and fall due no more. */
  private async parkings(tasks: readonly Task[], now: Moment): Promise<Write[]> {
    const faulty = tasks.filter(({ fault }) => fault !== undefined);
    if (faulty.length === 0) return [];
    const writes: Write[] = [{ collection: PARKED.id, put: faulty.map(({ active, customer, fault }) => parkedDocument(active.projection.name, customer.id, fault?.error, fault?.event, now)) }];
    for (const { active, customer } of faulty) {
      this.parked.add(parkedKey(active.projection.name, customer.id));
      const stored = (await this.parts.store.get(active.collection, [customer.id])).get(customer.id);
      if (stored) writes.push({ collection: active.collection, put: [{ ...stored, dueAt: undefined }] });
    }
    return writes;
  }

  private async load({ projection, collection }: ActiveProjection, ids: readonly string[]): Promise<Map<string, CachedFold>> {
    const found = new Map<string, CachedFold>();
    const missing: string[] = [];
    for (const id of ids) {
      const cached = this.cache.get(collection, id);
      if (cached) found.set(id, cached);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const [id, { position, document, state }] of await this.parts.store.get(collection, missing)) {
      const fold = state === undefined ? beginFold(projection) : restoreFold(state as StoredFold, position);
      found.set(id, { fold, snapshots: undefined, document, size: 0 });
    }
    return found;
  }
}

function newEntry(projection: Projection, document: JsonObject | null): CachedFold {
  return { fold: beginFold(projection), snapshots: undefined, document, size: 0 };
}

function takeAll(task: Task): void {
  const { active: { projection }, entry } = task;
  for (const event of task.append) {
    try {
      step(projection, entry.fold, event);
    } catch (error) {
      task.fault = { error, event };
      return;
    }
    entry.snapshots?.offer(entry.fold);
  }
}

/** Characters of a stored fold, without writing it out: a state grows with what it has taken in, to a point. */
function estimatedSize(fold: Fold): number {
  return 500 + Math.min(fold.count * 40, 400_000);
}

function earliest(...places: readonly (HistoryKey | undefined)[]): HistoryKey {
  const [first] = places.filter((place) => place !== undefined).sort(compareHistory);
  return first ?? { occurredAt: -Infinity, position: 0n };
}

