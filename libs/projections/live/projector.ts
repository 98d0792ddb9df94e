import type { EventLog } from '#event-log';
import { breathe, type Clock, formatPosition, isRapportError, type Moment, notFound, type Position, RapportError, START } from '#kernel';
import type { CollectionSpec, Commit, JsonObject, ReadModelStore } from '#read-models';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { Projection } from '../law/define-projection';
import { Makings } from '../rebuild/makings';
import { Rebuilds } from '../rebuild/rebuilds';
import type { ProjectionCatalogue } from './catalogue';
import type { Change } from './change';
import type { CustomerDirectory, CustomerStage } from './customer-stage';
import { endBeyond } from './end-beyond';
import { Feed } from './feed';
import { type Advance, LiveFold } from './live-fold';
import { PARKED, parkedKey } from './parking';
import type { ProjectionState, ProjectionStatus, ProjectorStatus } from './projector-status';
import { RateMeter } from './rate-meter';
import { factsOf } from './reactor';
import { ReferenceKeeper } from './reference-keeper';
import { IDENTITY_CHECKPOINT, ServedCollections } from './served-collections';
import { Reviews } from './reviews';
import type { Serving } from './serving';
import { Turns } from './turns';
import { DividedServing, territoryCheckpoint } from '../divided/divided-serving';
import { EVERYBODY, type Territory } from '../divided/territory';

export interface ProjectorParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly stage: CustomerStage;
  readonly directory: CustomerDirectory;
  /** Collections of the stage. */
  readonly collections: readonly CollectionSpec[];
  readonly catalogue: ProjectionCatalogue;
  /** Whom it folds; everybody if not given. A projector of a territory reads what the identity stage has written and folds no graph itself. */
  readonly territory?: Territory;
  /** Events folded at once, at most. */
  readonly batchSize?: number;
  /** Called between turns with how long the last one took, ms; the next begins when it resolves. */
  readonly rest?: (worked: number, signal: AbortSignal) => Promise<void>;
  /** Called when the status has changed. */
  readonly report?: (status: ProjectorStatus) => void;
  /** Faults that it recovers from by itself. */
  readonly warn?: (message: string, error: unknown) => void;
}

const BATCH = 5_000;
/** Above this many events behind, and with less than half of the log folded, folding customer by customer is the faster way. */
const BULK = 20_000;
const LONGEST_SLEEP = 1_000;
/** Between two looks of a territory at what is served and wanted, ms. */
const RECONCILE = 500;

/**
 * Runs all projections of a catalogue over one log: live batches, what falls due, rebuilds beside them, references. One ordered loop, so that whatever
 * it does stands at one position of the log. Crash it anywhere: it goes on from the last commit and nothing is counted twice.
 */
export class Projector {
  private position: Position = START;
  private readonly served: Serving;
  private readonly territory: Territory;
  private readonly divided: DividedServing | undefined;
  private readonly live: LiveFold;
  private readonly references: ReferenceKeeper;
  private readonly rebuilds: Rebuilds;
  private readonly makings: Makings;
  private readonly reviews: Reviews;
  private readonly turns = new Turns();
  private readonly rate = new RateMeter();
  private feed: Feed | undefined;
  private reconciled = -Infinity;
  private failure: string | undefined;
  private failures = 0;
  /** The end of the log when it started; undefined until it has. */
  private readyAt: Position | undefined;

  constructor(private readonly parts: ProjectorParts) {
    this.territory = parts.territory ?? EVERYBODY;
    this.divided = parts.territory && new DividedServing({ ...parts, territory: parts.territory });
    this.served = this.divided ?? new ServedCollections(parts);
    this.references = new ReferenceKeeper(parts, this.territory);
    const referenceOf = (projection: Projection): JsonObject | undefined => this.references.of(projection);
    this.live = new LiveFold({ ...parts, referenceOf }, this.served.parked);
    this.makings = new Makings({ ...parts, served: this.served });
    this.rebuilds = new Rebuilds({ ...parts, referenceOf, served: this.served, bearing: (events) => parts.stage.bearing(events), position: () => this.position });
    this.reviews = new Reviews({ ...parts, live: this.live, served: this.served, references: this.references, territory: this.territory, react: (changes) => this.factsOf(changes), touched: (ids) => { this.rebuilds.touched(ids); } });
  }

  /** Runs until the signal. Faults of an engine stop it for a while, never for good. @throws RAPPORT_FENCED where another has taken over its work */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => { this.turns.wake(); });
    while (!signal.aborted) {
      try {
        if (this.readyAt === undefined) await this.boot(signal);
        const begun = performance.now();
        const worked = await this.turn();
        this.recovered();
        await (worked ? breathe() : this.sleep(signal));
        if (worked) await this.parts.rest?.(performance.now() - begun, signal);
      } catch (error) {
        if (isRapportError(error) && error.code === 'RAPPORT_FENCED') {
          this.closeFeed();
          throw error;
        }
        await this.failed(error, signal);
      }
    }
    this.closeFeed();
  }

  /** Runs until everything that is in the log now has been folded and no rebuild is under way. For commands. */
  async catchUp(progress?: (status: ProjectorStatus) => void): Promise<void> {
    try {
      if (this.readyAt === undefined) await this.boot();
      this.reconciled = -Infinity;
      this.feed ??= this.openFeed();
      const head = await this.parts.log.head();
      while (this.position < head || this.rebuilds.running || this.turns.waiting) {
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
    return this.turns.enqueue(async () => {
      const projection = this.parts.catalogue.get(name, version ?? this.served.get(name)?.version);
      if (!projection) throw notFound(version === undefined ? `projection ${name}` : `version ${String(version)} of projection ${name}`);
      await this.rebuilds.begin([projection]);
      return this.statusOf(name);
    });
  }

  /** Serves again what was served before the last switch, brought up to date first. @throws RAPPORT_NO_EARLIER_VERSION, RAPPORT_REBUILD_RUNNING */
  rollBack(name: string): Promise<ProjectionStatus> {
    return this.turns.enqueue(async () => {
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
    return this.turns.enqueue(() => this.refoldParked(name, customerId));
  }

  /** A collection of a projection's documents as of a moment, made for a while, in slices between live batches. */
  async materialise(projection: Projection, collection: string, at: Moment): Promise<void> {
    const { done } = await this.turns.enqueue(() => this.makings.begin(projection, collection, at));
    await done;
  }

  dropCollection(collection: string): Promise<void> {
    return this.turns.enqueue(() => this.parts.store.drop(collection));
  }

  /** Lets go of what it has at hand; the store has it all. For when there has been nothing to do for a while. */
  rest(): Promise<void> {
    return this.turns.enqueue(() => {
      this.parts.stage.forget();
      return Promise.resolve();
    });
  }

  /** The clock was moved: what falls due by it falls due now. */
  clockMoved(): void {
    this.reviews.nextDue = 0;
    this.turns.wake();
  }

  private async refoldParked(name: string, customerId: string): Promise<boolean> {
    const active = this.served.active.find(({ projection }) => projection.name === name);
    const key = parkedKey(name, customerId);
    const customer = await this.parts.directory.customer(customerId);
    if (!active || !customer || !this.served.parked.has(key)) throw notFound(`a parked customer of that id in projection ${name}`);
    this.served.parked.delete(key);
    const advance = await this.live.refold(active, [customer], this.position);
    const released = !this.served.parked.has(key);
    await this.commit(advance, released ? { writes: [{ collection: PARKED.id, remove: [key] }] } : {});
    return released;
  }

  private async boot(signal?: AbortSignal): Promise<void> {
    const { store, log, catalogue, collections } = this.parts;
    // What was written before a fault may fall due before what is known of.
    this.reviews.nextDue = 0;
    for (const spec of [...collections, PARKED]) await store.ensure(spec);
    const stored = await store.checkpoint(this.divided ? territoryCheckpoint(this.territory) : IDENTITY_CHECKPOINT);
    this.position = stored ?? (this.divided ? await log.head() : START);
    const head = await endBeyond(this.position, log, signal);
    await this.references.load(this.position);
    const behind = head - this.position;
    const bulk = !this.divided && behind > BigInt(BULK) && behind > this.position;
    const stale = await this.served.load(this.position);
    this.readyAt = head;
    if (bulk) await this.foldIdentitiesTo(head, signal);
    if (signal?.aborted === true) return;
    const missing = bulk ? catalogue.names().flatMap((name) => catalogue.get(name, this.served.get(name)?.version) ?? []) : this.divided ? [] : await this.alsoInterrupted(stale);
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
    return new Feed(this.parts.log, this.position, this.parts.batchSize ?? BATCH, () => { this.turns.wake(); });
  }

  private closeFeed(): void {
    this.feed?.close();
    this.feed = undefined;
  }

  /** The identity stage alone, in front of a rebuild of everything. */
  private async foldIdentitiesTo(head: Position, signal?: AbortSignal): Promise<void> {
    this.served.pause();
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
    const task = this.turns.next();
    if (task) {
      await task();
      this.live.forget();
      this.reviews.nextDue = 0;
      this.report();
      return true;
    }
    const page = this.feed?.take();
    if (page) {
      if (page.events.length > 0) await this.batch(page.events, page.position);
      this.position = page.position;
      this.report();
    }
    await this.reconcile();
    const due = await this.reviews.takeDue(this.position);
    const rebuilt = await this.continueRebuild();
    const made = await this.makings.continue(this.position);
    const reviewed = await this.reviews.continue(this.position);
    if (page || due || rebuilt || made || reviewed) return true;
    return this.references.refresh(this.served.active);
  }

  /** A territory's look at what the others have built, and at what is asked of it. */
  private async reconcile(): Promise<void> {
    if (!this.divided || this.rebuilds.running || performance.now() - this.reconciled < RECONCILE) return;
    this.reconciled = performance.now();
    const targets = await this.divided.reconcile();
    if (targets.length > 0) await this.rebuilds.build(targets);
    for (const { name, customerId, setting } of await this.divided.retries()) {
      await this.refoldParked(name, customerId).catch(() => false);
      await this.parts.store.commit({ settings: { [setting]: null } });
    }
  }

  private async batch(events: readonly RecordedEvent[], position: Position): Promise<void> {
    this.references.learn(events, this.served.active);
    const shape = await this.parts.stage.fold(events);
    const advance = await this.live.advance(shape, this.served.active, position);
    const facts = this.factsOf(advance.changes);
    if (facts.length > 0) await this.parts.log.append(facts);
    await this.commit(advance, { writes: shape.writes, checkpoints: this.served.checkpointsAt(position) });
    const touched = [...shape.touches.keys(), ...shape.reshaped.keys(), ...shape.removed];
    this.rebuilds.touched(touched);
    this.makings.touched(touched);
    this.rate.count(events.length);
    this.reviews.expect(advance.writes);
  }

  private async commit({ writes, changes }: Advance, more: Commit): Promise<void> {
    await this.parts.store.commit({ ...more, writes: [...writes, ...(more.writes ?? [])] });
    this.references.count(changes.map(({ projection }) => projection));
  }

  private factsOf(changes: readonly Change[]): NewEvent[] {
    return factsOf(changes, this.parts.catalogue.reactors, this.parts.clock.now());
  }

  private async continueRebuild(): Promise<boolean> {
    const worked = await this.rebuilds.continue();
    if (!worked) return false;
    if (!this.rebuilds.running) {
      this.live.forget();
      this.reviews.nextDue = 0;
    }
    this.report();
    return true;
  }

  private sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.turns.waiting || this.feed?.waiting === true) return Promise.resolve();
    const untilDue = this.reviews.nextDue === undefined ? LONGEST_SLEEP : this.reviews.nextDue - this.parts.clock.now();
    return this.turns.sleep(Math.max(1, Math.min(LONGEST_SLEEP, untilDue)));
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
