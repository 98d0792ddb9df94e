import type { EventLog } from '#event-log';
import { formatPosition, type Moment, notFound, type Position, RapportError } from '#kernel';
import { dividedPosition, exclusively, generationSpec, PARKED, parkedKey, type Projection, type ProjectionCatalogue, type ProjectionStatus, type ProjectorStatus, retrySetting, servedOf, STATUS, WANTED, wanting, wantedSetting } from '#projections';
import type { JsonObject, ReadModelStore } from '#read-models';
import type { ProjectorControl } from './projector-control';
import { statusOfUnits } from './units-status';

export interface RemoteProjectorParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly catalogue: ProjectionCatalogue;
  /** Among how many territories the customers are divided. */
  readonly partitions: number;
  /** Makes a collection of a projection's documents as of a moment, here. */
  readonly materialise: (name: string, version: number, collection: string, at: Moment, position: Position) => Promise<void>;
  /** The units that this process runs itself, if it does. */
  readonly own?: Pick<ProjectorControl, 'clockMoved' | 'hurry' | 'close'> | undefined;
}

/** Between two looks at how far the units have come while somebody waits for that, ms. */
const WATCHED = 20;
/** Between two looks at everything, ms. */
const UNWATCHED = 500;
/** How long opening waits for the first look, ms: an engine that does not answer is said by its health. */
const FIRST_LOOK = 2_000;
const RETRY_WITHIN = 20_000;
/** How long a process may be at it that has died, and a little more, ms. */
const ALONE_WITHIN = 11_000;

/** The projectors of any number of processes, as they stand in the store that all share: asked for work by what is wanted, which they find there. */
export class RemoteProjector implements ProjectorControl {
  private readonly listeners = new Set<(status: ProjectorStatus) => void>();
  private current: ProjectorStatus;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  /** Of the listeners, those who wait. */
  private waiting = 0;
  private lookedAt = 0;
  private readyAt: Position | undefined;

  private constructor(private readonly parts: RemoteProjectorParts) {
    this.current = statusOfUnits(new Map(), parts.catalogue.names(), 0n, undefined);
  }

  static async open(parts: RemoteProjectorParts): Promise<RemoteProjector> {
    const projector = new RemoteProjector(parts);
    await Promise.race([projector.look(), new Promise((resolve) => setTimeout(resolve, FIRST_LOOK).unref())]);
    return projector;
  }

  status(): ProjectorStatus {
    return this.current;
  }

  onStatus(listener: (status: ProjectorStatus) => void, { leisurely = false }: { readonly leisurely?: boolean } = {}): () => void {
    this.listeners.add(listener);
    if (!leisurely && ++this.waiting === 1) this.schedule();
    return () => {
      if (this.listeners.delete(listener) && !leisurely) this.waiting -= 1;
    };
  }

  /** @throws RAPPORT_NOT_FOUND, RAPPORT_REBUILD_RUNNING */
  async startRebuild(name: string, version?: number): Promise<ProjectionStatus> {
    const { store, catalogue } = this.parts;
    const projection = catalogue.get(name, version ?? (await servedOf(store, name))?.version);
    if (!projection) throw notFound(version === undefined ? `projection ${name}` : `version ${String(version)} of projection ${name}`);
    return this.alone(name, async () => {
      await this.refuseSecond(name);
      const spec = generationSpec(projection, await store.collections());
      await store.ensure(spec);
      return this.want(projection, spec.id);
    });
  }

  /** @throws RAPPORT_NO_EARLIER_VERSION, RAPPORT_REBUILD_RUNNING */
  rollBack(name: string): Promise<ProjectionStatus> {
    return this.alone(name, () => this.rollBackNow(name));
  }

  private async rollBackNow(name: string): Promise<ProjectionStatus> {
    const previous = (await servedOf(this.parts.store, name))?.previous;
    const there = (await this.parts.store.collections()).some(({ id }) => id === previous?.collection);
    const projection = previous && there ? this.parts.catalogue.get(name, previous.version) : undefined;
    if (!previous || !projection) throw new RapportError('RAPPORT_NO_EARLIER_VERSION', `projection ${name} has no earlier generation to go back to`);
    await this.refuseSecond(name);
    return this.want(projection, previous.collection);
  }

  /** @throws RAPPORT_NOT_FOUND, RAPPORT_TIMEOUT */
  async retryParked(name: string, customerId: string): Promise<boolean> {
    const { store } = this.parts;
    const isParked = async (): Promise<boolean> => (await store.get(PARKED.id, [parkedKey(name, customerId)])).size > 0;
    if (!(await isParked())) throw notFound(`a parked customer of that id in projection ${name}`);
    const setting = retrySetting(name, customerId);
    await store.commit({ settings: { [setting]: { customerId } } });
    const end = Date.now() + RETRY_WITHIN;
    while (Date.now() < end) {
      if ((await store.setting<JsonObject>(setting)) === undefined) return !(await isParked());
      await sleep(50);
    }
    throw new RapportError('RAPPORT_TIMEOUT', 'no projector has taken the parked customer up yet; it will, when one runs');
  }

  async materialise(name: string, version: number, collection: string, at: Moment): Promise<void> {
    await this.parts.materialise(name, version, collection, at, BigInt(this.current.position));
  }

  dropCollection(collection: string): Promise<void> {
    return this.parts.store.drop(collection);
  }

  clockMoved(shift: number): void {
    this.parts.own?.clockMoved(shift);
  }

  hurry(): void {
    this.parts.own?.hurry?.();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.parts.own?.close();
  }

  private async want(projection: Projection, collection: string): Promise<ProjectionStatus> {
    await this.parts.store.commit({ settings: wanting(projection, collection, await this.parts.log.head()) });
    await this.look();
    const status = this.current.projections.find(({ name }) => name === projection.name);
    if (!status) throw notFound(`projection ${projection.name}`);
    return status;
  }

  /** @throws RAPPORT_REBUILD_RUNNING where somebody is changing the generations for too long */
  private async alone(name: string, work: () => Promise<ProjectionStatus>): Promise<ProjectionStatus> {
    const status = await exclusively(this.parts.store, name, work, ALONE_WITHIN);
    if (!status) throw rebuildRunning();
    return status;
  }

  private async refuseSecond(name: string): Promise<void> {
    if ((await this.parts.store.setting(wantedSetting(name))) !== undefined) throw rebuildRunning();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    const soon = this.waiting > 0 && performance.now() - this.lookedAt < UNWATCHED;
    this.timer = setTimeout(() => void (soon ? this.glance() : this.look()), this.waiting > 0 ? WATCHED : UNWATCHED).unref();
  }

  /** Looks at the position alone, which is all that those who wait want to know. */
  private async glance(): Promise<void> {
    try {
      const position = formatPosition(await dividedPosition(this.parts.store, this.parts.partitions));
      this.become({ ...this.current, position });
    } catch {
      // The engine's own health says why.
    } finally {
      this.schedule();
    }
  }

  /** Never fails: what cannot be read now is as it was. */
  private async look(): Promise<void> {
    const { store, log, catalogue, partitions } = this.parts;
    try {
      this.readyAt ??= await log.head();
      const names = catalogue.names();
      const [position, units, wanted, ...served] = await Promise.all([dividedPosition(store, partitions), store.settings(STATUS), store.settings(WANTED), ...names.map((name) => servedOf(store, name))]);
      const servedBy = new Map(names.flatMap((name, index) => (served[index] ? [[name, served[index]] as const] : [])));
      this.lookedAt = performance.now();
      this.become(statusOfUnits(units, names, position, { readyAt: this.readyAt, served: servedBy, wanted: new Set([...wanted.keys()].map((each) => each.slice(WANTED.length))) }));
    } catch {
      // The engine's own health says why.
    } finally {
      this.schedule();
    }
  }

  private become(status: ProjectorStatus): void {
    const moved = status.position !== this.current.position;
    this.current = status;
    if (moved) for (const listener of [...this.listeners]) listener(status);
  }
}

function rebuildRunning(): RapportError {
  return new RapportError('RAPPORT_REBUILD_RUNNING', 'a rebuild is running; the next can begin when it is done');
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
