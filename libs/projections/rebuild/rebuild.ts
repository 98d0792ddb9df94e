import type { EventLog } from '#event-log';
import type { Clock, Moment, Position } from '#kernel';
import type { CollectionSpec, JsonObject, ReadModelStore, StoredDocument, Write } from '#read-models';
import type { Customer } from '../law/customer';
import type { Projection } from '../law/define-projection';
import { storedDocumentOf } from '../law/document';
import { beginFold } from '../law/fold';
import { continueFolds } from '../law/history';
import type { CustomerDirectory } from '../live/customer-stage';
import { parkedDocument } from '../live/parking';

/** A projection on its way into a collection of its own. */
export interface Target {
  readonly projection: Projection;
  readonly collection: CollectionSpec;
}

export interface RebuildParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly directory: CustomerDirectory;
  readonly referenceOf: (projection: Projection) => JsonObject | undefined;
}

export interface RebuildProgress extends JsonObject {
  readonly state: 'running' | 'done' | 'failed';
  /** Customers. */
  readonly processed: number;
  readonly total: number;
  /** Customers per second. */
  readonly rate: number;
  readonly etaSeconds: number;
}

export interface RebuildOptions {
  /** Documents as of that moment instead of now. */
  readonly at?: Moment | undefined;
  /** Only customers after this one. */
  readonly after?: string | undefined;
  /** Settings that keep how far it has come, written with the documents. */
  readonly progressed?: (cursor: string | undefined) => Readonly<Record<string, JsonObject>>;
}

/** Customers of one slice, at most, and how long a slice may take, ms, so that live batches go on between slices. */
const SLICE = 100;
const SLICE_MS = 40;

/**
 * The fold from the first event, customer by customer, into collections beside the served ones: history, fold, one write, and the indexes when all are
 * written. Runs in slices between live batches; who is touched meanwhile is folded once more at the end, so that the new collections stand exactly where the
 * live ones do.
 */
export class Rebuild {
  private cursor: string | undefined;
  private walked = false;
  private processed = 0;
  private total = 0;
  private readonly begun = Date.now();
  private readonly again = new Set<string>();
  private readonly unindexed: CollectionSpec[];
  /** Who could not be folded, by key of the parked collection. */
  readonly parked = new Map<string, StoredDocument>();
  state: RebuildProgress['state'] = 'running';

  private constructor(readonly targets: readonly Target[], private readonly parts: RebuildParts, private readonly options: RebuildOptions) {
    this.unindexed = targets.map(({ collection }) => collection);
  }

  static async begin(targets: readonly Target[], parts: RebuildParts, options: RebuildOptions = {}): Promise<Rebuild> {
    const rebuild = new Rebuild(targets, parts, options);
    for (const { collection } of targets) await parts.store.ensure(collection, { filling: true });
    rebuild.cursor = options.after;
    rebuild.total = await parts.directory.size();
    return rebuild;
  }

  /** Customers whose history grew or changed shape while this runs; ids that stand for nobody any more too. */
  touched(ids: Iterable<string>): void {
    for (const id of ids) this.again.add(id);
  }

  progress(): RebuildProgress {
    const seconds = Math.max(0.001, (Date.now() - this.begun) / 1000);
    const rate = this.processed / seconds;
    const left = Math.max(0, this.total - this.processed) + this.again.size;
    return { state: this.state, processed: Math.min(this.processed, this.total), total: this.total, rate: Math.round(rate), etaSeconds: this.state === 'running' && rate > 0 ? Math.ceil(left / rate) : 0 };
  }

  /** Does some of the work; answers whether all is done, in which case the collections stand at `position`. */
  async slice(position: Position): Promise<boolean> {
    const end = Date.now() + SLICE_MS;
    do {
      if (!this.walked) await this.walk(position);
      else if (this.unindexed.length > 0) await this.indexNext();
      else if (this.again.size > 0) await this.foldAgain(position);
    } while (!this.isDone && Date.now() < end);
    return this.isDone;
  }

  private get isDone(): boolean {
    return this.walked && this.unindexed.length === 0 && this.again.size === 0;
  }

  private async indexNext(): Promise<void> {
    const [next] = this.unindexed;
    if (next) await this.parts.store.ensure(next);
    this.unindexed.shift();
  }

  private async walk(position: Position): Promise<void> {
    const page = await this.parts.directory.page(this.cursor, SLICE);
    this.cursor = page.at(-1)?.id ?? this.cursor;
    await this.fold(page, [], position, this.options.progressed?.(this.cursor));
    this.processed += page.length;
    if (page.length < SLICE) this.walked = true;
  }

  private async foldAgain(position: Position): Promise<void> {
    const ids = [...this.again].slice(0, SLICE);
    const found = (await Promise.all(ids.map((id) => this.parts.directory.customer(id)))).flatMap((customer, index) => (customer && customer.id === ids[index] ? [customer] : []));
    const present = new Set(found.map(({ id }) => id));
    await this.fold(found, ids.filter((id) => !present.has(id)), position);
    for (const id of ids) this.again.delete(id);
  }

  private async fold(customers: readonly Customer[], gone: readonly string[], position: Position, settings: Readonly<Record<string, JsonObject>> = {}): Promise<void> {
    const { log, store, clock, referenceOf } = this.parts;
    const at = this.options.at ?? clock.now();
    const put = this.targets.map((): StoredDocument[] => []);
    const remove = this.targets.map((): string[] => [...gone]);
    const parked: StoredDocument[] = [];
    for (const customer of customers) {
      const faults = new Map<Projection, StoredDocument>();
      const foldings = this.targets.map(({ projection }) => ({
        projection,
        fold: beginFold(projection),
        failed: (error: unknown, event: Parameters<typeof parkedDocument>[3]): void => {
          faults.set(projection, parkedDocument(projection.name, customer.id, error, event, at));
        },
      }));
      await continueFolds(log, customer, foldings, { at, upTo: position });
      foldings.forEach(({ projection, fold }, index) => {
        if (faults.has(projection) || (fold.count === 0 && fold.pending === undefined)) {
          remove[index]?.push(customer.id);
          return;
        }
        try {
          put[index]?.push(storedDocumentOf(projection, fold, { customer, at, position, reference: referenceOf(projection) }));
        } catch (error) {
          faults.set(projection, parkedDocument(projection.name, customer.id, error, undefined, at));
        }
      });
      parked.push(...faults.values());
    }
    const writes = this.targets.map(({ collection }, index): Write => ({ collection: collection.id, put: put[index] ?? [], remove: this.walked ? (remove[index] ?? []) : [] }));
    for (const each of parked) this.parked.set(each.key, each);
    await store.commit({ writes, settings });
  }
}

