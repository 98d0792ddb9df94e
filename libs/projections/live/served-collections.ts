import { type Position, START } from '#kernel';
import type { CollectionSpec, ReadModelStore, StoredDocument } from '#read-models';
import { advance, apartFrom, type Checkpoints, NO_CHECKPOINTS } from '../law/checkpoints';
import type { Projection } from '../law/define-projection';
import { stateShape } from '../law/state-shape';
import type { ProjectionCatalogue } from './catalogue';
import { checkpointName, checkpointOf, generationSpec, type Served, servedOf, servedSetting } from './generations';
import type { ActiveProjection } from './live-fold';
import { loadParked, PARKED } from './parking';
import type { Serving } from './serving';

interface ServedParts {
  readonly warn?: (message: string, error: unknown) => void;
  readonly store: ReadModelStore;
  readonly catalogue: ProjectionCatalogue;
}

/** The name of the checkpoint of the identity stage, which goes first. */
export const IDENTITY_CHECKPOINT = 'identity';

/** What a projector of everybody serves. */
export class ServedCollections implements Serving {
  active: ActiveProjection[] = [];
  readonly parked = new Set<string>();
  private readonly served = new Map<string, Served>();

  constructor(private readonly parts: ServedParts) {}

  get(name: string): Served | undefined {
    return this.served.get(name);
  }

  async load(position: Position): Promise<Projection[]> {
    const { store, catalogue } = this.parts;
    const stale: Projection[] = [];
    const existing = new Set((await store.collections()).map(({ id }) => id));
    const found: ActiveProjection[] = [];
    this.parked.clear();
    for (const key of await loadParked(store)) this.parked.add(key);
    for (const name of catalogue.names()) {
      const served = await servedOf(store, name);
      const projection = catalogue.get(name, served?.version) ?? catalogue.get(name);
      if (!projection) continue;
      if (served && existing.has(served.collection) && projection.version === served.version && this.sameShape(projection, served)) this.served.set(name, served);
      const standing = this.served.get(name);
      if (standing) found.push({ projection, collection: standing.collection });
      else stale.push(projection);
    }
    const checkpoints: Checkpoints = Object.fromEntries(await Promise.all(found.map(async ({ collection }) => [collection, (await checkpointOf(store, collection)) ?? START] as const)));
    const apart = new Set(apartFrom(checkpoints, Object.keys(checkpoints), position));
    this.active = found.filter(({ collection }) => !apart.has(collection));
    return [...stale, ...found.filter(({ collection }) => apart.has(collection)).map(({ projection }) => projection)];
  }

  /** Documents of another shape are built anew, as those of another version are, and cannot be gone back to. */
  private sameShape(projection: Projection, { shape }: Served): boolean {
    if (shape === stateShape(projection)) return true;
    this.parts.warn?.(`the documents of ${projection.name} were kept by a state of another shape; they are built anew from the log`, 'its state has changed, and its version has not');
    return false;
  }

  pause(): void {
    this.active = [];
  }

  async serveEmpty(projections: readonly Projection[], position: Position): Promise<void> {
    for (const projection of projections) {
      const spec = generationSpec(projection, await this.parts.store.collections());
      await this.parts.store.ensure(spec);
      await this.switchTo(projection, spec.id, position, new Map());
    }
  }

  /** In one commit; drops what can no longer be gone back to. */
  async switchTo(projection: Projection, collection: string, position: Position, parked: ReadonlyMap<string, StoredDocument>): Promise<void> {
    const { store } = this.parts;
    const { name, version } = projection;
    const before = this.served.get(name);
    const served: Served = { collection, version, shape: stateShape(projection), ...(before && before.collection !== collection ? { previous: { collection: before.collection, version: before.version } } : {}) };
    const own = [...parked.values()].filter(({ key }) => key.startsWith(`${name}:`));
    const released = [...this.parked].filter((key) => key.startsWith(`${name}:`) && !parked.has(key));
    await store.commit({
      writes: [{ collection: PARKED.id, put: own, remove: released }],
      checkpoints: { [IDENTITY_CHECKPOINT]: position, [checkpointName(collection)]: position },
      settings: { [servedSetting(name)]: served },
    });
    for (const key of released) this.parked.delete(key);
    for (const { key } of own) this.parked.add(key);
    this.served.set(name, served);
    this.active = [...this.active.filter((each) => each.projection.name !== name), { projection, collection }];
    await this.dropOthers(name, new Set([collection, served.previous?.collection]));
  }

  checkpointsAt(position: Position): Checkpoints {
    return advance(NO_CHECKPOINTS, [IDENTITY_CHECKPOINT, ...this.active.map(({ collection }) => checkpointName(collection))], position);
  }

  parkedIn(name: string): number {
    return [...this.parked].filter((key) => key.startsWith(`${name}:`)).length;
  }

  async collection(id: string): Promise<CollectionSpec | undefined> {
    return (await this.parts.store.collections()).find((each) => each.id === id);
  }

  private async dropOthers(name: string, kept: ReadonlySet<string | undefined>): Promise<void> {
    for (const { id } of await this.parts.store.collections()) if (id.startsWith(`${name}@`) && !kept.has(id)) await this.parts.store.drop(id);
  }
}
