import type { EventLog } from '#event-log';
import { type FixedClock, formatTime, type Moment, uuidOf } from '#kernel';
import type { JsonObject, ReadModelStore } from '#read-models';
import { type EventTypes, evidenceOf, type Identity, type NewEvent, streamOf } from '#touchpoints';
import type { Projection } from '../law/define-projection';
import { bareDocument, documentOf } from '../law/document';
import { restoreFold, type StoredFold } from '../law/fold';
import { foldCustomer } from '../law/history';
import type { ProjectionCatalogue } from '../live/catalogue';
import type { CustomerDirectory } from '../live/customer-stage';
import { servedOf } from '../live/generations';
import type { Projector } from '../live/projector';
import type { HistoryStep } from './history-program';

/** What a law bench is run on. */
export interface LawSubject {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: FixedClock;
  readonly types: EventTypes;
  readonly catalogue: ProjectionCatalogue;
  readonly directory: CustomerDirectory;
  /** A new projector on the store given, as after a restart. */
  readonly projector: (store: ReadModelStore) => Runner;
}

/** What folds: one projector of everybody, or several that share the work. */
export type Runner = Pick<Projector, 'catchUp' | 'clockMoved' | 'startRebuild' | 'retryParked' | 'rollBack' | 'status'>;

/** The documents of every customer and projection, by `projection customer`, as JSON without where they stand. */
export type Documents = Readonly<Record<string, string>>;

/** Performs a generated history on real engines, and reads the documents in each way that the law says is the same. */
export class LawBench {
  private projector: Runner;
  private events = 0;
  private links = 0;

  constructor(private readonly subject: LawSubject) {
    this.projector = subject.projector(subject.store);
  }

  /** The projector at work. */
  get runner(): Runner {
    return this.projector;
  }

  async perform(steps: readonly HistoryStep[]): Promise<void> {
    await this.tell(steps);
    await this.fold();
  }

  /** As `perform`, but leaves the folding to a projector that is at work. */
  async tell(steps: readonly HistoryStep[]): Promise<void> {
    for (const step of steps) await this.step(step);
  }

  /** As the store has them, folded on from batch to batch. */
  async live(): Promise<Documents> {
    return this.each(async (projection, customerId) => {
      const served = await servedOf(this.subject.store, projection.name);
      const stored = (await this.subject.store.get(served?.collection ?? '', [customerId])).get(customerId);
      const customer = await this.subject.directory.customer(customerId);
      if (!stored || !customer) return undefined;
      return documentOf(projection, restoreFold(stored.state as StoredFold, stored.position), { customer, at: this.subject.clock.now(), position: stored.position });
    });
  }

  /** As the store shows them: materialised when last something happened, or fell due. */
  async materialised(): Promise<Documents> {
    return this.each(async (projection, customerId) => {
      const served = await servedOf(this.subject.store, projection.name);
      const document = (await this.subject.store.get(served?.collection ?? '', [customerId])).get(customerId)?.document ?? undefined;
      return document && withoutDayCounts(projection, document);
    });
  }

  /** Folded from the first event by a reader. */
  async refolded(dayCounts = true): Promise<Documents> {
    const { log, directory, clock } = this.subject;
    const upTo = await log.head();
    return this.each(async (projection, customerId) => {
      const customer = await directory.customer(customerId);
      const [fold] = customer ? await foldCustomer(log, customer, [projection], { at: clock.now(), upTo }) : [];
      const document = customer && fold && documentOf(projection, fold, { customer, at: clock.now(), position: upTo });
      return document && !dayCounts ? withoutDayCounts(projection, document) : document;
    });
  }

  /** Built anew beside the served ones, then switched to. */
  async rebuilt(): Promise<Documents> {
    for (const name of this.subject.catalogue.names()) {
      void this.projector.startRebuild(name);
      await this.projector.catchUp();
    }
    return this.live();
  }

  async ids(): Promise<string[]> {
    return (await this.subject.directory.page(undefined, 1_000)).map(({ id }) => id);
  }

  private async step(step: HistoryStep): Promise<void> {
    const { subject } = this;
    const { clock } = subject;
    switch (step.kind) {
      case 'touch': {
        const event = this.touch(step, clock.now());
        if (!event) return;
        await subject.log.append(step.repeat ? [event, event] : [event]);
        return;
      }
      case 'link':
      case 'unlink':
        await this.fold();
        await subject.log.append([{ ...this.bare(`${step.kind}ed`, clock.now()), id: `${step.kind}-${String(this.links++)}`, stream: `link-${uuidOf(step.a.value, step.b.value)}`, data: { a: step.a, b: step.b } }]);
        return;
      case 'fold':
        await this.fold();
        return;
      case 'crash':
        await this.crash(step.commit, step.written);
        return;
      case 'rebuild': {
        const names = subject.catalogue.names();
        this.projector.startRebuild(names[step.projection % names.length] ?? '').catch(() => undefined);
        return;
      }
      case 'wait':
        clock.set(clock.now() + step.days * 86_400_000);
        this.projector.clockMoved();
        return;
    }
  }

  private async fold(): Promise<void> {
    await this.projector.catchUp();
  }

  /** Lets the store fail at a commit, before or after it is written, and goes on with a new projector, as a new process would. */
  private async crash(commit: number, written: boolean): Promise<void> {
    const failing = this.subject.projector(failingStore(this.subject.store, commit, written));
    await failing.catchUp().catch(() => undefined);
    this.projector = this.subject.projector(this.subject.store);
  }

  private touch({ type, identities, offset, order, total, category }: Extract<HistoryStep, { kind: 'touch' }>, now: Moment): NewEvent | undefined {
    const known = this.subject.types.get(type);
    const first = identities.flatMap((identity: Identity) => evidenceOf(identity) ?? [])[0];
    if (!known || !first) return undefined;
    const number = this.events++;
    const example = known.example as Record<string, unknown>;
    const fresh: Record<string, unknown> = { orderId: `order-${String(order)}`, total, currency: order === 6 ? 'USD' : 'EUR', items: [{ productId: `p${String(category)}`, category: `category-${String(category)}` }] };
    const data = Object.fromEntries(Object.entries({ ...example, ...('items' in example ? { items: fresh['items'] } : {}) }).map(([name, value]) => [name, fresh[name] ?? value]));
    return { ...this.bare(type, now + offset), id: `event-${String(number)}`, stream: streamOf(first), identities, data, schemaVersion: known.version, initiator: known.initiator };
  }

  private bare(type: string, occurredAt: Moment): NewEvent {
    const named = type === 'linked' || type === 'unlinked' ? `identity.${type}` : type;
    return { id: '', type: named, stream: '', occurredAt, receivedAt: this.subject.clock.now(), schemaVersion: 1, initiator: 'company', identities: [], data: {} };
  }

  private async each(read: (projection: Projection, customerId: string) => Promise<JsonObject | undefined>): Promise<Documents> {
    const documents: Record<string, string> = {};
    for (const id of await this.ids()) {
      for (const name of this.subject.catalogue.names()) {
        const projection = this.subject.catalogue.get(name);
        const document = projection && (await read(projection, id));
        if (document) documents[`${name} ${id}`] = JSON.stringify(bareDocument(document));
      }
    }
    return documents;
  }
}

function failingStore(store: ReadModelStore, commit: number, written: boolean): ReadModelStore {
  let left = commit;
  return new Proxy(store, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(target, name);
      if (name === 'commit') {
        return async (...values: Parameters<ReadModelStore['commit']>): Promise<void> => {
          const fails = left-- === 0;
          if (!fails || written) await target.commit(...values);
          if (fails) throw new Error(`the machine stopped at ${formatTime(0)}`);
        };
      }
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** Day counts are computed at each reading; the document in the store has those of the day on which it was written. */
function withoutDayCounts(projection: Projection, document: JsonObject): JsonObject {
  const copy = structuredClone(document) as Record<string, unknown>;
  for (const [path, field] of Object.entries(projection.fields)) {
    if (typeof field === 'string') continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    const holder = names.reduce<Record<string, unknown> | undefined>((value, name) => value?.[name] as Record<string, unknown> | undefined, copy);
    if (holder) holder[last] = 0;
  }
  return copy;
}
