import type { EventLog } from '#event-log';
import { type Clock, formatPosition, isRapportError, type Moment, notFound, type Position, RapportError, START } from '#kernel';
import type { CollectionSpec, Commit, JsonObject, ReadModelStore } from '#read-models';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { Projection } from '../law/define-projection';
import { bareDocument } from '../law/document';
import { Rebuild, type Target } from '../rebuild/rebuild';
import type { ProjectionCatalogue } from './catalogue';
import type { CustomerDirectory, CustomerStage } from './customer-stage';
import { Feed } from './feed';
import { checkpointName, checkpointOf, generationSpec, type Served, servedOf, servedSetting } from './generations';
import { type ActiveProjection, type Advance, type Change, LiveFold } from './live-fold';
import { loadParked, PARKED, parkedKey } from './parking';
import type { ProjectionState, ProjectionStatus, ProjectorStatus } from './projector-status';
import { latestReference, MODEL_FITTED } from './references';
import { RateMeter } from './rate-meter';

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

/** The name of the checkpoint of the identity stage, which goes first. */
export const IDENTITY_CHECKPOINT = 'identity';
const BATCH = 5_000;
/** Above this many events behind, and with less than half of the log folded, folding customer by customer is the faster way. */
const BULK = 20_000;
const DUE_AT_ONCE = 500;
const LONGEST_SLEEP = 1_000;
const REFERENCE_INTERVAL = 1_000;

interface Review {
  readonly active: ActiveProjection;
  after: string | undefined;
}

/** A task that waits for its turn between batches. */
type Task = () => Promise<void>;

/**
 * Runs all projections of a catalogue over one log: live batches, what falls due, rebuilds beside them, references. One ordered loop, so that whatever
 * it does stands at one position of the log. Crash it anywhere: it goes on from the last commit and nothing is counted twice.
 */
export class Projector {
  private position: Position = START;
  private active: ActiveProjection[] = [];
  private readonly served = new Map<string, Served>();
  private readonly parked = new Set<string>();
  private readonly live: LiveFold;
  private readonly references = new Map<string, JsonObject>();
  private readonly tasks: Task[] = [];
  private readonly rate = new RateMeter();
  private feed: Feed | undefined;
  private rebuild: Rebuild | undefined;
  private lastRebuild = new Map<string, Rebuild>();
  private reviews: Review[] = [];
  private changedSinceFit = new Map<string, number>();
  private lastFit = 0;
  private nextDue: Moment | undefined = 0;
  private failure: string | undefined;
  private failures = 0;
  private readyAt: Position | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly parts: ProjectorParts) {
    this.live = new LiveFold({ ...parts, referenceOf: (projection) => this.referenceOf(projection) }, this.parked);
  }

  /** Runs until the signal. Faults of an engine stop it for a while, never for good. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake?.());
    while (!signal.aborted) {
      try {
        if (this.readyAt === undefined) await this.boot();
        const worked = await this.turn();
        this.recovered();
        if (!worked) await this.sleep(signal);
      } catch (error) {
        await this.failed(error, signal);
      }
    }
    this.feed?.close();
  }

  /** Runs until everything that is in the log now has been folded and no rebuild is under way. For commands. */
  async catchUp(progress?: (status: ProjectorStatus) => void): Promise<void> {
    try {
      if (this.readyAt === undefined) await this.boot();
      this.feed ??= this.openFeed();
      const head = await this.parts.log.head();
      while (this.position < head || this.rebuild !== undefined || this.tasks.length > 0) {
        if (!(await this.turn())) await new Promise((resolve) => setTimeout(resolve, 1));
        progress?.(this.status());
      }
      while (await this.turn());
    } finally {
      this.feed?.close();
      this.feed = undefined;
    }
  }

  status(): ProjectorStatus {
    return {
      position: formatPosition(this.position),
      ready: this.readyAt !== undefined && this.position >= this.readyAt && this.parts.catalogue.names().every((name) => this.served.has(name)),
      rate: this.rate.perSecond(),
      projections: this.parts.catalogue.names().map((name) => this.statusOf(name)),
    };
  }

  /** Builds the version (by default the one served) beside what is served, then switches to it. @throws RAPPORT_NOT_FOUND, RAPPORT_REBUILD_RUNNING */
  startRebuild(name: string, version?: number): Promise<ProjectionStatus> {
    return this.enqueue(async () => {
      const projection = this.parts.catalogue.get(name, version ?? this.served.get(name)?.version);
      if (!projection) throw notFound(version === undefined ? `projection ${name}` : `version ${String(version)} of projection ${name}`);
      if (this.rebuild) throw new RapportError('RAPPORT_REBUILD_RUNNING', 'another rebuild is running; it is the next one\'s turn when that is done');
      await this.beginRebuild([projection]);
      return this.statusOf(name);
    });
  }

  /** Serves again what was served before the last switch, brought up to date first. @throws RAPPORT_NO_EARLIER_VERSION */
  rollBack(name: string): Promise<ProjectionStatus> {
    return this.enqueue(async () => {
      const previous = this.served.get(name)?.previous;
      const projection = previous && this.parts.catalogue.get(name, previous.version);
      if (!previous || !projection) throw new RapportError('RAPPORT_NO_EARLIER_VERSION', `projection ${name} has no earlier generation to go back to`);
      if (this.rebuild) throw new RapportError('RAPPORT_REBUILD_RUNNING', 'a rebuild is running');
      const collection = (await this.parts.store.collections()).find(({ id }) => id === previous.collection);
      if (!collection) throw new RapportError('RAPPORT_NO_EARLIER_VERSION', `the earlier generation of projection ${name} is gone`);
      await this.beginRebuild([projection], { collections: [collection], onlySince: (await checkpointOf(this.parts.store, collection.id)) ?? START });
      return this.statusOf(name);
    });
  }

  /** Folds a parked customer again. Answers whether it is released. */
  retryParked(name: string, customerId: string): Promise<boolean> {
    return this.enqueue(async () => {
      const active = this.active.find(({ projection }) => projection.name === name);
      const key = parkedKey(name, customerId);
      const customer = await this.parts.directory.customer(customerId);
      if (!active || !customer || !this.parked.has(key)) throw notFound(`a parked customer of that id in projection ${name}`);
      this.parked.delete(key);
      const advance = await this.live.refold(active, [customer], this.position);
      const released = !this.parked.has(key);
      await this.commit(advance, released ? { writes: [{ collection: PARKED.id, remove: [key] }] } : {});
      return released;
    });
  }

  /** A collection of a projection's documents as of a moment, made for a while: the fold stopped there, for every customer. */
  materialise(projection: Projection, collection: string, at: Moment): Promise<void> {
    return this.enqueue(async () => {
      const target: Target = { projection, collection: { ...generationSpec(projection, []), id: collection } };
      const definition = projection.reference === undefined ? undefined : this.parts.catalogue.reference(projection.reference);
      let reference: JsonObject | undefined;
      for (let pass = 0; pass < (definition ? 2 : 1); pass++) {
        if (pass === 1) reference = await definition?.fit(this.parts.store, collection, at);
        const rebuild = await Rebuild.begin([target], { ...this.parts, referenceOf: () => reference }, { at });
        while (!(await rebuild.slice(this.position)));
      }
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

  // ---- start

  private async boot(): Promise<void> {
    const { store, log, catalogue, collections } = this.parts;
    for (const spec of [...collections, PARKED]) await store.ensure(spec);
    this.position = (await store.checkpoint(IDENTITY_CHECKPOINT)) ?? START;
    this.parked.clear();
    for (const key of await loadParked(store)) this.parked.add(key);
    for (const definition of catalogue.references) {
      const reference = await latestReference(log, definition, this.position);
      if (reference) this.references.set(definition.name, reference);
    }
    const head = await log.head();
    const behind = head - this.position;
    const bulk = behind > BigInt(BULK) && behind > this.position;
    const stale = await this.findServed();
    this.readyAt = head;
    if (bulk) await this.foldIdentitiesTo(head);
    const missing = bulk ? catalogue.names().flatMap((name) => catalogue.get(name, this.served.get(name)?.version) ?? []) : stale;
    if (missing.length > 0 && this.position === START) await this.serveEmpty(missing);
    else if (missing.length > 0) await this.resumeOrBegin(missing);
    this.feed?.close();
    this.feed = this.openFeed();
    this.report();
  }

  private openFeed(): Feed {
    return new Feed(this.parts.log, this.position, this.parts.batchSize ?? BATCH, () => this.wake?.());
  }

  /** Activates what is served and stands where the identity stage does; answers the rest. */
  private async findServed(): Promise<Projection[]> {
    const { store, catalogue } = this.parts;
    const stale: Projection[] = [];
    const existing = new Set((await store.collections()).map(({ id }) => id));
    this.active = [];
    for (const name of catalogue.names()) {
      const served = await servedOf(store, name);
      const projection = catalogue.get(name, served?.version) ?? catalogue.get(name);
      if (!projection) continue;
      if (!served || !existing.has(served.collection) || projection.version !== served.version) {
        stale.push(projection);
        continue;
      }
      this.served.set(name, served);
      if ((await checkpointOf(store, served.collection)) === this.position) this.active.push({ projection, collection: served.collection });
      else stale.push(projection);
    }
    return stale;
  }

  /** Nothing is in the log yet: there is nothing to build. */
  private async serveEmpty(projections: readonly Projection[]): Promise<void> {
    const existing = await this.parts.store.collections();
    for (const projection of projections) {
      const spec = generationSpec(projection, existing);
      await this.parts.store.ensure(spec);
      await this.switchTo(projection, spec.id);
    }
  }

  private async foldIdentitiesTo(head: Position): Promise<void> {
    while (this.position < head) {
      const events = await this.parts.log.readAll({ after: this.position, upTo: head, limit: BATCH });
      const last = events.at(-1);
      if (!last) break;
      this.learnReferences(events);
      const shape = await this.parts.stage.fold(events);
      await this.parts.store.commit({ writes: shape.writes, checkpoints: { [IDENTITY_CHECKPOINT]: last.position } });
      this.position = last.position;
      this.rate.count(events.length);
      this.report();
    }
    this.active = [];
  }

  // ---- the loop

  private async turn(): Promise<boolean> {
    const task = this.tasks.shift();
    if (task) {
      await task();
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
    const idle = !page && !due && !rebuilt && !reviewed;
    return !idle || (await this.refreshReferences());
  }

  private async batch(events: readonly RecordedEvent[], position: Position): Promise<void> {
    this.learnReferences(events);
    const shape = await this.parts.stage.fold(events);
    const advance = await this.live.advance(shape, this.active, position);
    const facts = this.react(advance.changes);
    if (facts.length > 0) await this.parts.log.append(facts);
    await this.commit(advance, { writes: shape.writes, checkpoints: this.checkpointsAt(position) });
    this.rebuild?.touched([...shape.touches.keys(), ...shape.reshaped, ...shape.removed]);
    this.rate.count(events.length);
    if (advance.changes.length > 0) this.nextDue = 0;
  }

  private async commit({ writes, changes }: Advance, more: Commit): Promise<void> {
    await this.parts.store.commit({ ...more, writes: [...writes, ...(more.writes ?? [])] });
    for (const { projection: { name } } of changes) this.changedSinceFit.set(name, (this.changedSinceFit.get(name) ?? 0) + 1);
  }

  private checkpointsAt(position: Position): Record<string, Position> {
    return { [IDENTITY_CHECKPOINT]: position, ...Object.fromEntries(this.active.map(({ collection }) => [checkpointName(collection), position])) };
  }

  /** Facts of the reactors, for changes that live touches, links and time have made. */
  private react(changes: readonly Change[]): NewEvent[] {
    const now = this.parts.clock.now();
    return changes.filter(({ cause }) => cause?.backfill !== true).flatMap((change) => this.parts.catalogue.reactors.filter((reactor) => reactor.projection === change.projection.name).flatMap((reactor) => reactor.react(change, now)));
  }

  // ---- what time changes

  private async takeDue(): Promise<boolean> {
    const now = this.parts.clock.now();
    if (this.nextDue === undefined || this.nextDue > now) return false;
    let worked = false;
    let soonest: Moment | undefined;
    for (const active of this.active) {
      const keys = await this.parts.store.due(active.collection, now, DUE_AT_ONCE);
      if (keys.length > 0) {
        worked = true;
        await this.reviewCustomers(active, keys, false);
      }
      const next = await this.parts.store.nextDue(active.collection);
      if (next !== undefined && (soonest === undefined || next < soonest)) soonest = next;
    }
    this.nextDue = soonest;
    return worked;
  }

  private async reviewCustomers(active: ActiveProjection, ids: readonly string[], onlyChanged: boolean): Promise<void> {
    const customers = [...(await this.parts.stage.customers(ids)).values()];
    const { writes, changes } = await this.live.review(active, customers, this.position);
    const changed = new Set(changes.filter(({ before, after }) => !sameDocument(before, after)).map(({ customer }) => customer.id));
    const kept = onlyChanged ? writes.map((write) => (write.collection === active.collection && write.put ? { ...write, put: write.put.filter(({ key }) => changed.has(key)) } : write)) : writes;
    const real = changes.filter(({ customer }) => changed.has(customer.id));
    const facts = onlyChanged ? [] : this.react(real);
    if (facts.length > 0) await this.parts.log.append(facts);
    await this.parts.store.commit({ writes: kept });
    this.rebuild?.touched(ids);
  }

  // ---- rebuilds

  private async beginRebuild(projections: readonly Projection[], options: { readonly collections?: readonly CollectionSpec[]; readonly onlySince?: Position; readonly after?: string | undefined } = {}): Promise<void> {
    const existing = await this.parts.store.collections();
    const targets = projections.map((projection, index): Target => ({ projection, collection: options.collections?.[index] ?? generationSpec(projection, existing) }));
    this.rebuild = await Rebuild.begin(targets, { ...this.parts, referenceOf: (projection) => this.referenceOf(projection) }, { after: options.onlySince === undefined ? options.after : LAST_KEY });
    if (options.onlySince !== undefined) this.rebuild.touched(await this.touchedSince(options.onlySince));
    await this.saveRebuild(this.position);
  }

  private async saveRebuild(since: Position): Promise<void> {
    const rebuild = this.rebuild;
    const saved = rebuild && { targets: rebuild.targets.map(({ projection, collection }) => ({ name: projection.name, version: projection.version, collection: collection.id })), since: formatPosition(since) };
    await this.parts.store.commit({ settings: { [REBUILD_SETTING]: saved ?? null } });
  }

  /** Goes on with an interrupted rebuild of the same projections, or begins one. */
  private async resumeOrBegin(projections: readonly Projection[]): Promise<void> {
    const saved = await this.parts.store.setting<SavedRebuild>(REBUILD_SETTING);
    const existing = await this.parts.store.collections();
    const collections = projections.map(({ name, version }) => {
      const target = saved?.targets.find((each) => each.name === name && each.version === version);
      return existing.find(({ id }) => id === target?.collection);
    });
    if (!saved || collections.some((collection) => !collection)) {
      await this.beginRebuild(projections);
      return;
    }
    const specs = collections.flatMap((collection) => collection ?? []);
    const ends = await Promise.all(specs.map(({ id }) => this.lastKey(id)));
    await this.beginRebuild(projections, { collections: specs, after: ends.sort()[0] });
    this.rebuild?.touched(await this.touchedSince(BigInt(saved.since)));
    await this.saveRebuild(BigInt(saved.since));
  }

  private async lastKey(collection: string): Promise<string | undefined> {
    return this.parts.store.lastKey(collection);
  }

  /** Customers, and ids that may stand for nobody any more, that events after a position bear on. */
  private async touchedSince(position: Position): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let after = position; after < this.position; ) {
      const events = await this.parts.log.readAll({ after, upTo: this.position, limit: BATCH });
      for (const id of await this.parts.stage.bearing(events)) ids.add(id);
      after = events.at(-1)?.position ?? this.position;
    }
    return ids;
  }

  private async continueRebuild(): Promise<boolean> {
    const { rebuild } = this;
    if (!rebuild) return false;
    try {
      if (await rebuild.slice(this.position)) await this.finishRebuild(rebuild);
    } catch (error) {
      rebuild.state = 'failed';
      rebuild.reason = error instanceof Error ? error.message : String(error);
      this.rebuild = undefined;
      await this.saveRebuild(this.position);
      throw error;
    } finally {
      for (const { projection } of rebuild.targets) this.lastRebuild.set(projection.name, rebuild);
    }
    this.report();
    return true;
  }

  private async finishRebuild(rebuild: Rebuild): Promise<void> {
    for (const { projection, collection } of rebuild.targets) await this.switchTo(projection, collection.id, rebuild);
    rebuild.state = 'done';
    this.rebuild = undefined;
    await this.saveRebuild(this.position);
  }

  /** Serves another collection from now on, in one commit, and drops what can no longer be gone back to. */
  private async switchTo(projection: Projection, collection: string, rebuild?: Rebuild): Promise<void> {
    const { store } = this.parts;
    const { name, version } = projection;
    const before = this.served.get(name);
    const served: Served = { collection, version, ...(before && before.collection !== collection ? { previous: { collection: before.collection, version: before.version } } : {}) };
    const released = rebuild ? [...this.parked].filter((key) => key.startsWith(`${name}:`) && !rebuild.parked.has(key)) : [];
    const parked = rebuild ? [...rebuild.parked.values()].filter(({ key }) => key.startsWith(`${name}:`)) : [];
    await store.commit({ writes: [{ collection: PARKED.id, put: parked, remove: released }], checkpoints: { [IDENTITY_CHECKPOINT]: this.position, [checkpointName(collection)]: this.position }, settings: { [servedSetting(name)]: served } });
    for (const key of released) this.parked.delete(key);
    for (const { key } of parked) this.parked.add(key);
    this.served.set(name, served);
    this.active = [...this.active.filter((each) => each.projection.name !== name), { projection, collection }];
    this.live.forget();
    this.nextDue = 0;
    const kept = new Set([collection, served.previous?.collection]);
    for (const { id } of await store.collections()) if (id.startsWith(`${name}@`) && !kept.has(id)) await store.drop(id);
  }

  // ---- references

  private referenceOf(projection: Projection): JsonObject | undefined {
    return projection.reference === undefined ? undefined : this.references.get(projection.reference);
  }

  private learnReferences(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.type !== MODEL_FITTED) continue;
      for (const definition of this.parts.catalogue.references) {
        const reference = definition.read(event);
        if (!reference) continue;
        this.references.set(definition.name, reference);
        this.reviews = this.active.filter(({ projection }) => projection.reference === definition.name).map((active) => ({ active, after: undefined }));
      }
    }
  }

  private async refreshReferences(): Promise<boolean> {
    const now = this.parts.clock.now();
    if (Date.now() - this.lastFit < REFERENCE_INTERVAL || this.rebuild) return false;
    this.lastFit = Date.now();
    let stated = false;
    for (const definition of this.parts.catalogue.references) {
      const active = this.active.find(({ projection }) => projection.name === definition.projection);
      const changed = this.changedSinceFit.get(definition.projection) ?? 0;
      if (!active || !definition.outdated(this.references.get(definition.name), changed, now)) continue;
      this.changedSinceFit.set(definition.projection, 0);
      const fitted = await definition.fit(this.parts.store, active.collection, now);
      if (fitted) await this.parts.log.append([definition.fact(fitted, now)]);
      stated ||= fitted !== undefined;
    }
    return stated;
  }

  private async continueReview(): Promise<boolean> {
    const [review] = this.reviews;
    if (!review) return false;
    const page = await this.parts.store.scan(review.active.collection, review.after, DUE_AT_ONCE);
    if (page.length > 0 && this.active.includes(review.active)) await this.reviewCustomers(review.active, page.map(({ key }) => key), true);
    review.after = page.at(-1)?.key;
    if (page.length < DUE_AT_ONCE) this.reviews.shift();
    return true;
  }

  // ---- rest and failure

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
    this.feed?.close();
    this.feed = undefined;
    this.rebuild = undefined;
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
    const building = this.rebuild?.targets.find(({ projection }) => projection.name === name);
    const state: ProjectionState = this.failure !== undefined ? 'stopped' : !served ? 'booting' : building ? 'rebuilding' : this.active.some(({ projection }) => projection.name === name) ? 'live' : 'booting';
    const rebuild = (building ? this.rebuild : this.lastRebuild.get(name))?.progress();
    return {
      name, version: served?.version ?? building?.projection.version ?? this.parts.catalogue.get(name)?.version ?? 0, state, collection: served?.collection,
      parked: [...this.parked].filter((key) => key.startsWith(`${name}:`)).length,
      ...(this.failure === undefined ? {} : { reason: this.failure }), ...(rebuild ? { rebuild } : {}),
    };
  }
}

const REBUILD_SETTING = 'rebuild';
/** After every customer id. */
const LAST_KEY = '\u{10FFFF}';

interface SavedRebuild extends JsonObject {
  readonly targets: readonly { readonly name: string; readonly version: number; readonly collection: string }[];
  readonly since: string;
}

function sameDocument(before: JsonObject | null, after: JsonObject | null): boolean {
  if (before === null || after === null) return before === after;
  return JSON.stringify(bareDocument(before)) === JSON.stringify(bareDocument(after));
}
