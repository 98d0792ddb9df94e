import { type Position, START } from '#kernel';
import type { CollectionSpec, ReadModelStore, StoredDocument } from '#read-models';
import { advance, type Checkpoints, NO_CHECKPOINTS } from '../law/checkpoints';
import type { Projection } from '../law/define-projection';
import { stateShape } from '../law/state-shape';
import type { ProjectionCatalogue } from '../live/catalogue';
import { checkpointName, checkpointOf, generationSpec, type Served, servedSetting } from '../live/generations';
import type { ActiveProjection } from '../live/live-fold';
import { loadParked, PARKED } from '../live/parking';
import type { Serving } from '../live/serving';
import type { Target } from '../rebuild/rebuild';
import { exclusively } from './exclusively';
import { isWithin, type Territory, territories } from './territory';
import { type Wanted, WANTED, wantedSetting, wanting } from './wanted';

interface DividedServingParts {
  readonly store: ReadModelStore;
  readonly catalogue: ProjectionCatalogue;
  readonly territory: Territory;
  readonly warn?: (message: string, error: unknown) => void;
}

const SERVED = servedSetting('');

const RETRY = 'retry:';

/** Asks whoever has the customer's territory to fold a parked customer again. */
export function retrySetting(name: string, customerId: string): string {
  return `${RETRY}${name}:${customerId}`;
}

/** The checkpoint of a territory: how far it has folded the log. */
export function territoryCheckpoint({ suffix }: Territory): string {
  return `territory${suffix}`;
}

/**
 * What one territory serves. A generation is built by each territory for itself; whoever finds that all have it switches to it, in one write. Until then
 * both are folded on, so that the switch loses nothing and needs nobody to wait.
 */
export class DividedServing implements Serving {
  active: ActiveProjection[] = [];
  readonly parked = new Set<string>();
  private served = new Map<string, Served>();
  private wanted = new Map<string, Wanted>();
  private existing = new Map<string, CollectionSpec>();

  constructor(private readonly parts: DividedServingParts) {}

  get(name: string): Served | undefined {
    return this.served.get(name);
  }

  /** Answers none: what does not stand here is found by `unbuilt`. */
  async load(position: Position): Promise<Projection[]> {
    const { store, territory } = this.parts;
    await this.read();
    this.parked.clear();
    for (const key of await loadParked(store)) if (isWithin(territory.range, customerOfParked(key))) this.parked.add(key);
    this.active = [];
    for (const { projection, collection } of this.targets()) {
      if ((await checkpointOf(store, collection.id, territory)) === position) this.active.push({ projection, collection: collection.id });
    }
    return [];
  }

  pause(): void {
    this.active = [];
  }

  /** Nothing: a territory builds what is wanted, also where there is nobody to fold. */
  serveEmpty(): Promise<void> {
    return Promise.resolve();
  }

  /** Wants a first generation of every projection that has none, and a new one where what is there cannot be folded on. One territory does this for all. */
  async wantMissing(): Promise<void> {
    const { store, catalogue, territory } = this.parts;
    if (territory.number > 0) return;
    for (const name of catalogue.names()) {
      const [served, wanted] = [this.served.get(name), this.wanted.get(name)];
      if ((served && this.foldable(name, served)) || (wanted && this.existing.has(wanted.collection) && this.foldable(name, wanted))) continue;
      const projection = catalogue.get(name, served?.version) ?? catalogue.get(name);
      if (!projection) continue;
      if (served) this.parts.warn?.(`the documents of ${name} were kept by a state of another shape, or by a version that is no more; they are built anew from the log`, `they are of version ${String(served.version)}`);
      // A number that was given is not given again: checkpoints of what it stood for are still there.
      const spec = generationSpec(projection, [...this.existing.values(), ...(wanted ? [{ id: wanted.collection }] : [])]);
      await store.ensure(spec);
      await store.commit({ settings: wanting(projection, spec.id, START) });
      await this.read();
    }
  }

  /** A generation that the catalogue's projection can fold on: of a version that it has, and kept by a state of the same shape. */
  private foldable(name: string, { version, shape }: Pick<Served, 'version' | 'shape'>): boolean {
    const projection = this.parts.catalogue.get(name, version);
    return projection !== undefined && stateShape(projection) === shape;
  }

  /** Looks at what is served and wanted by now: switches where all territories are ready, lets go of what is served no more, answers what is yet to be built here. */
  async reconcile(): Promise<Target[]> {
    await this.read();
    await this.wantMissing();
    for (const [name, wanted] of this.wanted) await this.switchWhenWhole(name, wanted);
    const targets = this.targets();
    this.active = this.active.filter(({ collection }) => targets.some((target) => target.collection.id === collection));
    return targets.filter(({ collection }) => !this.active.some((each) => each.collection === collection.id));
  }

  /** Parked customers of this territory that are asked to be folded again. */
  async retries(): Promise<{ readonly name: string; readonly customerId: string; readonly setting: string }[]> {
    const asked = [...(await this.parts.store.settings(RETRY)).keys()].map((setting) => {
      const [name = '', customerId = ''] = setting.slice(RETRY.length).split(':');
      return { name, customerId, setting };
    });
    return asked.filter(({ customerId }) => isWithin(this.parts.territory.range, customerId));
  }

  async switchTo(projection: Projection, collection: string, position: Position, parked: ReadonlyMap<string, StoredDocument>): Promise<void> {
    const { store, territory } = this.parts;
    const { name } = projection;
    const own = [...parked.values()].filter(({ key }) => key.startsWith(`${name}:`));
    const released = [...this.parked].filter((key) => key.startsWith(`${name}:`) && !parked.has(key));
    await store.commit({
      writes: [{ collection: PARKED.id, put: own, remove: released }],
      checkpoints: { [territoryCheckpoint(territory)]: position, [checkpointName(collection, territory)]: position },
    });
    for (const key of released) this.parked.delete(key);
    for (const { key } of own) this.parked.add(key);
    this.active = [...this.active.filter((each) => each.collection !== collection), { projection, collection }];
    await this.reconcile();
  }

  checkpointsAt(position: Position): Checkpoints {
    const { territory } = this.parts;
    return advance(NO_CHECKPOINTS, [territoryCheckpoint(territory), ...this.active.map(({ collection }) => checkpointName(collection, territory))], position);
  }

  parkedIn(name: string): number {
    return [...this.parked].filter((key) => key.startsWith(`${name}:`)).length;
  }

  async collection(id: string): Promise<CollectionSpec | undefined> {
    return (await this.parts.store.collections()).find((each) => each.id === id);
  }

  private async read(): Promise<void> {
    const { store, catalogue } = this.parts;
    // In this order: a switch in between is seen on both sides or as not yet made, never as if there were neither.
    const wanted = await store.settings(WANTED);
    const served = await store.settings(SERVED);
    this.existing = new Map((await store.collections()).map((spec) => [spec.id, spec]));
    const known = new Set(catalogue.names());
    this.served = new Map([...served].map(([name, value]) => [name.slice(SERVED.length), value as Served] as const).filter(([name]) => known.has(name)));
    this.wanted = new Map([...wanted].map(([name, value]) => [name.slice(WANTED.length), value as Wanted] as const).filter(([name]) => known.has(name)));
  }

  /** What is served and what is wanted, where it can be folded on. */
  private targets(): Target[] {
    const targets = new Map<string, Target>();
    for (const generations of [this.served, this.wanted]) {
      for (const [name, generation] of generations) {
        const { collection: id, version } = generation;
        const projection = this.parts.catalogue.get(name, version);
        const collection = this.existing.get(id);
        if (projection && collection && this.foldable(name, generation)) targets.set(id, { projection, collection });
      }
    }
    return [...targets.values()];
  }

  private async switchWhenWhole(name: string, wanted: Wanted): Promise<void> {
    const { store, territory } = this.parts;
    const since = BigInt(wanted.since);
    for (const each of territories(territory.count)) if (((await checkpointOf(store, wanted.collection, each)) ?? -1n) < since) return;
    // Where another is at it, it is looked at again the next time.
    await exclusively(store, name, () => this.switchNow(name, wanted));
  }

  private async switchNow(name: string, wanted: Wanted): Promise<void> {
    const { store } = this.parts;
    // Another territory may have switched by now, and the next may be wanted already.
    if ((await store.setting<Wanted>(wantedSetting(name)))?.collection !== wanted.collection) return;
    const before = await store.setting<Served>(servedSetting(name));
    const previous = before && before.collection !== wanted.collection && this.foldable(name, before) ? { previous: { collection: before.collection, version: before.version } } : {};
    const served: Served = { collection: wanted.collection, version: wanted.version, shape: wanted.shape, ...previous };
    await store.commit({ settings: { [servedSetting(name)]: served, [wantedSetting(name)]: null } });
    this.served.set(name, served);
    this.wanted.delete(name);
    // What was let go of, by name: others may be making the next generation at this moment.
    const kept = new Set([served.collection, served.previous?.collection]);
    for (const id of [before?.collection, before?.previous?.collection]) if (id !== undefined && !kept.has(id)) await store.drop(id);
  }
}

/** Names of projections have no colon. */
function customerOfParked(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** How far every territory has folded the log. */
export async function dividedPosition(store: ReadModelStore, count: number): Promise<Position> {
  const positions = await Promise.all(territories(count).map((each) => store.checkpoint(territoryCheckpoint(each))));
  return positions.reduce<Position>((low, each) => ((each ?? START) < low ? (each ?? START) : low), positions[0] ?? START);
}
