import type { Moment } from '#kernel';
import type { CollectionSpec, Fence, JsonObject, ReadModelStore, StoredDocument } from '#read-models';
import type { Department } from './department';
import type { Subject } from './told';

const OPENED = 'books-opened';

/** What a department keeps of its pieces of work: a document each, found again by key and by when it is due. */
export class Books<Work extends Subject> {
  private readonly collection: CollectionSpec;

  constructor(private readonly store: ReadModelStore, { name, dueAt }: Pick<Department<Work, never>, 'name' | 'dueAt'>) {
    this.collection = { id: name, fields: {} };
    this.dueAt = dueAt;
  }

  private readonly dueAt: Department<Work, never>['dueAt'];

  ensure(): Promise<void> {
    return this.store.ensure(this.collection);
  }

  /** A page of them to be worked upon. */
  async open(keys: readonly string[]): Promise<OpenPage<Work>> {
    return new OpenPage(keys.length === 0 ? new Map() : await this.store.get(this.collection.id, keys));
  }

  async close(page: OpenPage<Work>, fence: Fence): Promise<void> {
    const put = page.changed(this.dueAt);
    if (put.length > 0) await this.store.commit({ writes: [{ collection: this.collection.id, put }], fence });
  }

  /** Those that time has come for, soonest first. */
  due(now: Moment, limit: number): Promise<string[]> {
    return this.store.due(this.collection.id, now, limit);
  }

  nextDue(): Promise<Moment | undefined> {
    return this.store.nextDue(this.collection.id);
  }
}

/** Pieces of work as they are, and as they become. */
export class OpenPage<Work extends Subject> {
  private readonly work = new Map<string, Work>();

  constructor(private readonly stored: ReadonlyMap<string, StoredDocument>) {}

  get(key: string): Work | undefined {
    const changed = this.work.get(key);
    if (changed) return changed;
    const document = this.stored.get(key)?.document ?? undefined;
    // The department's own documents: nobody else writes into its collection.
    return document as unknown as Work | undefined;
  }

  set(key: string, work: Work): void {
    if (work !== this.get(key)) this.work.set(key, work);
  }

  /** Each a version after the one that was read. */
  changed(dueAt: (work: Work) => Moment | undefined): StoredDocument[] {
    return [...this.work].map(([key, work]) => ({ key, position: (this.stored.get(key)?.position ?? 0n) + 1n, document: work as unknown as JsonObject, dueAt: dueAt(work) }));
  }
}

/** When the back office began its work: what the log took in before that is history, and is not invoiced, sent or answered any more. */
export async function openedAt(store: ReadModelStore, now: Moment): Promise<Moment> {
  const known = await store.setting<{ at: Moment }>(OPENED);
  if (known) return known.at;
  await store.commit({ settings: { [OPENED]: { at: now } } });
  return now;
}
