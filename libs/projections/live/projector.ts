import type { EventLog } from '#event-log';
import { breathe, type Clock, formatPosition, isRapportError, type Moment, notFound, type Position, RapportError, START } from '#kernel';
import type { CollectionSpec, Commit, JsonObject, ReadModelStore } from '#read-models';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { Projection } from '../law/define-projection';
import { bareDocument } from '../law/document';
import { Rebuild, type Target } from '../rebuild/rebuild';
import { Rebuilds } from '../rebuild/rebuilds';
import type { ProjectionCatalogue } from './catalogue';
import type { CustomerDirectory, CustomerStage } from './customer-stage';
import { Feed } from './feed';
import { generationSpec } from './generations';
import { type ActiveProjection, type Advance, type Change, LiveFold } from './live-fold';
import { PARKED, parkedKey } from './parking';
import type { ProjectionState, ProjectionStatus, ProjectorStatus } from './projector-status';
import { RateMeter } from './rate-meter';
import { ReferenceKeeper } from './reference-keeper';
import { IDENTITY_CHECKPOINT, ServedCollections } from './served-collections';

export interface ProjectorParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly stage: CustomerStage;
  readonly directory: CustomerDirectory;
  /** Collections of the stage. */
  readonly collections: readonly CollectionSpec[];
  readonly catalogue: ProjectionCatalogue;
  /** Events folded at once, at most. */
  readonly batchSize?: number;
  /** Called when the status has changed. */
  readonly report?: (status: ProjectorStatus) => void;
  /** Faults that it recovers from by itself. */
  readonly warn?: (message: string, error: unknown) => void;
}

const BATCH = 5_000;
/** Above this many events behind, and with less than half of the log folded, folding customer by customer is the faster way. */
const BULK = 20_000;
/** Documents viewed again at once. */
const REVIEWED = 500;
const LONGEST_SLEEP = 1_000;

/**
 * Runs all projections of a catalogue over one log: live batches, what falls due, rebuilds beside them, references. One ordered loop, so that whatever
 * it does stands at one position of the log. Crash it anywhere: it goes on from the last commit and nothing is counted twice.
 */
export class Projector {
  private position: Position = START;
  private readonly served: ServedCollections;
  private readonly live: LiveFold;
  private readonly references: ReferenceKeeper;
  private readonly rebuilds: Rebuilds;
  /** What waits for its turn between batches. */
  private readonly tasks: (() => Promise<void>)[] = [];
  private readonly rate = new RateMeter();
  private feed: Feed | undefined;
  private nextDue: Moment | undefined = 0;
  private failure: string | undefined;
  private failures = 0;
  /** The end of the log when it started; undefined until it has. */
  private readyAt: Position | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly parts: ProjectorParts) {
    this.served = new ServedCollections(parts);
    this.references = new ReferenceKeeper(parts);
    const referenceOf = (projection: Projection): JsonObject | undefined => this.references.of(projection);
    this.live = new LiveFold({ ...parts, referenceOf }, this.served.parked);
    this.rebuilds = new Rebuilds({ ...parts, referenceOf, served: this.served, bearing: (events) => parts.stage.bearing(events), position: () => this.position });
  }

  /** Runs until the signal. Faults of an engine stop it for a while, never for good. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    while (!signal.aborted) {
      try {
        if (this.readyAt === undefined) await this.boot(signal);
        const worked = await this.turn();
        this.recovered();
        await (worked ? breathe() : this.sleep(signal));
      } catch (error) {
        await this.failed(error, signal);
      }
    }
    this.closeFeed();
  }

  /** Runs until everything that is in the log now has been folded and no rebuild is under way. For commands. */
  async catchUp(progress?: (status: ProjectorStatus) => void): Promise<void> {
    try {
      if (this.readyAt === undefined) await this.boot();
      this.feed ??= this.openFeed();
      const head = await this.parts.log.head();
      while (this.position < head || this.rebuilds.running || this.tasks.length > 0) {
        await ((await this.turn()) ? breathe() : new Promise((resolve) => setTimeout(resolve, 1)));
        progress?.(this.status());
      }
      while (await this.turn()) await breathe();
    } finally {
      this.closeFeed();
    }
  }

  status(): ProjectorStatus {
    const names = this.parts.catalogue.names();
    return {
      position: formatPosition(this.position),
      ready: this.readyAt !== undefined && this.position >= this.readyAt && names.every((name) => this.served.get(name)),
      rate: this.rate.perSecond(),
      projections: names.map((name) => this.statusOf(name)),
    };
  }

  /** Builds the version (by default the one served) beside what is served, then switches to it. @throws RAPPORT_NOT_FOUND, RAPPORT_REBUILD_RUNNING */
  startRebuild(name: string, version?: number): Promise<ProjectionStatus> {
    return this.enqueue(async () => {
      const projection = this.parts.catalogue.get(name, version ?? this.served.get(name)?.version);
      if (!projection) throw notFound(version === undefined ? `projection ${name}` : `version ${String(version)} of projection ${name}`);
      await this.rebuilds.begin([projection]);
      return this.statusOf(name);
    });
  }

  /** Serves again what was served before the last switch, brought up to date first. @throws RAPPORT_NO_EARLIER_VERSION, RAPPORT_REBUILD_RUNNING */
  rollBack(name: string): Promise<ProjectionStatus> {
    return this.enqueue(async () => {
      const previous = this.served.get(name)?.previous;
      const projection = previous && this.parts.catalogue.get(name, previous.version);
      const collection = previous && (await this.served.collection(previous.collection));
      if (!projection || !collection) throw new RapportError('RAPPORT_NO_EARLIER_VERSION', `projection ${name} has no earlier generation to go back to`);
      await this.rebuilds.rollBack(projection, collection);
      return this.statusOf(name);
    });
  }

  /** Folds a parked customer again. Answers whether it is released. @throws RAPPORT_NOT_FOUND */
  retryParked(name: string, customerId: string): Promise<boolean> {
    return this.enqueue(async () => {
      const active = this.served.active.find(({ projection }) => projection.name === name);
      const key = parkedKey(name, customerId);
      const customer = await this.parts.directory.customer(customerId);
      if (!active || !customer || !this.served.parked.has(key)) throw notFound(`a parked customer of that id in projection ${name}`);
      this.served.parked.delete(key);
      const advance = await this.live.refold(active, [customer], this.position);
      const released = !this.served.parked.has(key);
      await this.commit(advance, released ? { writes: [{ collection: PARKED.id, remove: [key] }] } : {});
      return released;
    });
  }

  /** A collection of a projection's documents as of a moment, made for a while: the fold stopped there, for every customer. */
  materialise(projection: Projection, collection: string, at: Moment): Promise<void> {
    return this.enqueue(async () => {
      const target: Target = { projection, collection: { ...generationSpec(projection, []), id: collection } };
      const definition = projection.reference === undefined ? undefined : this.parts.catalogue.reference(projection.reference);
      const served = definition && this.served.get(definition.projection);
      const reference = served && (await definition.fitAsOf(this.parts.store, served.collection, at));
      const rebuild = await Rebuild.begin([target], { ...this.parts, referenceOf: () => reference }, { at });
      while (!(await rebuild.slice(this.position))) await breathe();
    });
  }

  dropCollection(collection: string): Promise<void> {
    return this.enqueue(() => this.parts.store.drop(collection));
  }

  /** The clock was moved: what falls due by it falls due now. */
  clockMoved(): void {
    this.nextDue = 0;
    this.wake?.();
  }

  private enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => task().then(resolve, reject));
      this.wake?.();
    });
  }

  private async boot(signal?: AbortSignal): Promise<void> {
    const { store, log, catalogue, collections } = this.parts;
    for (const spec of [...collections, PARKED]) await store.ensure(spec);
    this.position = (await store.checkpoint(IDENTITY_CHECKPOINT)) ?? START;
    await this.references.load(this.position);
    const head = await log.head();
    const behind = head - this.position;
    const bulk = behind > BigInt(BULK) && behind > this.position;
    const stale = await this.served.load(this.position);
    this.readyAt = head;
    if (bulk) await this.foldIdentitiesTo(head, signal);
    if (signal?.aborted === true) return;
    const missing = bulk ? catalogue.names().flatMap((name) => catalogue.get(name, this.served.get(name)?.version) ?? []) : await this.alsoInterrupted(stale);
    if (missing.length > 0 && this.position === START) await this.served.serveEmpty(missing, START);
    else if (missing.length > 0) await this.rebuilds.resumeOrBegin(missing);
    this.closeFeed();
    this.feed = this.openFeed();
    this.report();
  }

  /** What stands behind, and what was being built when the process ended. */
  private async alsoInterrupted(stale: readonly Projection[]): Promise<Projection[]> {
    const interrupted = await this.rebuilds.interrupted();
    return [...stale.filter(({ name }) => !interrupted.some((each) => each.name === name)), ...interrupted];
  }

  private openFeed(): Feed {
    return new Feed(this.parts.log, this.position, this.parts.batchSize ?? BATCH, () => this.wake?.());
  }

  private closeFeed(): void {
    this.feed?.close();
    this.feed = undefined;
  }

  /** The identity stage alone, in front of a rebuild of everything. */
  private async foldIdentitiesTo(head: Position, signal?: AbortSignal): Promise<void> {
    this.served.active = [];
    while (this.position < head && signal?.aborted !== true) {
      const events = await this.parts.log.readAll({ after: this.position, upTo: head, limit: BATCH });
      const last = events.at(-1);
      if (!last) break;
      this.references.learn(events, []);
      const shape = await this.parts.stage.fold(events);
      await this.parts.store.commit({ writes: shape.writes, checkpoints: { [IDENTITY_CHECKPOINT]: last.position } });
      this.position = last.position;
      this.rate.count(events.length);
      this.report();
      await breathe();
    }
  }

  /** One round of the loop; answers whether there was anything to do. */
  private async turn(): Promise<boolean> {
    const task = this.tasks.shift();
    if (task) {
      await task();
      this.live.forget();
      this.nextDue = 0;
      this.report();
      return true;
    }
    const page = this.feed?.take();
    if (page) {
      if (page.events.length > 0) await this.batch(page.events, page.position);
      this.position = page.position;
      this.report();
    }
    const due = await this.takeDue();
    const rebuilt = await this.continueRebuild();
    const reviewed = await this.continueReview();
    if (page || due || rebuilt || reviewed) return true;
    return this.references.refresh(this.served.active);
  }

  private async batch(events: readonly RecordedEvent[], position: Position): Promise<void> {
    this.references.learn(events, this.served.active);
    const shape = await this.parts.stage.fold(events);
    const advance = await this.live.advance(shape, this.served.active, position);
    const facts = this.react(advance.changes);
    if (facts.length > 0) await this.parts.log.append(facts);
    await this.commit(advance, { writes: shape.writes, checkpoints: this.served.checkpointsAt(position) });
    this.rebuilds.touched([...shape.touches.keys(), ...shape.reshaped, ...shape.removed]);
    this.rate.count(events.length);
    if (advance.changes.length > 0) this.nextDue = 0;
  }

  private async commit({ writes, changes }: Advance, more: Commit): Promise<void> {
    await this.parts.store.commit({ ...more, writes: [...writes, ...(more.writes ?? [])] });
    this.references.count(changes.map(({ projection }) => projection));
  }

  /** Facts of the reactors, for changes that live touches, links and time have made. */
  private react(changes: readonly Change[]): NewEvent[] {
    const now = this.parts.clock.now();
    const { reactors } = this.parts.catalogue;
    return changes.filter(({ cause }) => cause?.backfill !== true).flatMap((change) => reactors.filter(({ projection }) => projection === change.projection.name).flatMap((reactor) => reactor.react(change, now)));
  }

  private async takeDue(): Promise<boolean> {
    const now = this.parts.clock.now();
    if (this.nextDue === undefined || this.nextDue > now) return false;
    let worked = false;
    let soonest: Moment | undefined;
    for (const active of this.served.active) {
      const keys = await this.parts.store.due(active.collection, now, REVIEWED);
      worked ||= keys.length > 0;
      if (keys.length > 0) await this.review(active, keys, true);
      const next = await this.parts.store.nextDue(active.collection);
      if (next !== undefined && (soonest === undefined || next < soonest)) soonest = next;
    }
    this.nextDue = soonest;
    return worked;
  }

  private async continueReview(): Promise<boolean> {
    const { review } = this.references;
    if (!review) return false;
    const page = await this.parts.store.scan(review.active.collection, review.after, REVIEWED);
    if (page.length > 0 && this.served.active.includes(review.active)) await this.review(review.active, page.map(({ key }) => key), false);
    review.after = page.at(-1)?.key;
    if (page.length < REVIEWED) this.references.reviewDone();
    return true;
  }

  /** Views documents again at the present moment. `due`: time has changed them, which is stated; otherwise a reference has, and only what differs is written. */
  private async review(active: ActiveProjection, ids: readonly string[], due: boolean): Promise<void> {
    const customers = [...(await this.parts.stage.customers(ids)).values()];
    const { writes, changes } = await this.live.review(active, customers, this.position);
    const real = changes.filter(({ before, after }) => !sameDocument(before, after));
    const changed = new Set(real.map(({ customer }) => customer.id));
    const facts = due ? this.react(real) : [];
    if (facts.length > 0) await this.parts.log.append(facts);
    const kept = due ? writes : writes.map((write) => (write.put && write.collection === active.collection ? { ...write, put: write.put.filter(({ key }) => changed.has(key)) } : write));
    await this.parts.store.commit({ writes: kept });
    this.rebuilds.touched(ids);
  }

  private async continueRebuild(): Promise<boolean> {
    const worked = await this.rebuilds.continue();
    if (!worked) return false;
    if (!this.rebuilds.running) {
      this.live.forget();
      this.nextDue = 0;
    }
    this.report();
    return true;
  }

  private sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.tasks.length > 0 || this.feed?.waiting === true) return Promise.resolve();
    const untilDue = this.nextDue === undefined ? LONGEST_SLEEP : this.nextDue - this.parts.clock.now();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, Math.max(1, Math.min(LONGEST_SLEEP, untilDue)));
      this.wake = done;
    });
  }

  private async failed(error: unknown, signal: AbortSignal): Promise<void> {
    this.failure = isRapportError(error) ? error.message : 'an unexpected fault; the log of the server has it';
    this.parts.warn?.('the projections have stopped and will try again', error);
    this.failures += 1;
    this.parts.stage.forget();
    this.live.forget();
    this.rebuilds.interrupt();
    this.closeFeed();
    this.readyAt = undefined;
    this.report();
    const delay = Math.min(10_000, 100 * 2 ** Math.min(this.failures, 10));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private recovered(): void {
    if (this.failures === 0) return;
    this.failures = 0;
    this.failure = undefined;
    this.report();
  }

  private report(): void {
    this.parts.report?.(this.status());
  }

  private statusOf(name: string): ProjectionStatus {
    const served = this.served.get(name);
    const rebuild = this.rebuilds.progressOf(name);
    return {
      name,
      version: served?.version ?? this.parts.catalogue.get(name)?.version ?? 0,
      state: this.stateOf(name),
      collection: served?.collection,
      parked: this.served.parkedIn(name),
      ...(this.failure === undefined ? {} : { reason: this.failure }),
      ...(rebuild ? { rebuild } : {}),
    };
  }

  private stateOf(name: string): ProjectionState {
    if (this.failure !== undefined) return 'stopped';
    if (!this.served.get(name)) return 'booting';
    if (this.rebuilds.isBuilding(name)) return 'rebuilding';
    return this.served.active.some(({ projection }) => projection.name === name) ? 'live' : 'booting';
  }
}

function sameDocument(before: JsonObject | null, after: JsonObject | null): boolean {
  if (before === null || after === null) return before === after;
  return JSON.stringify(bareDocument(before)) === JSON.stringify(bareDocument(after));
}
