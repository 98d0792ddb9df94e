import type { Position } from '#kernel';
import type { CollectionSpec, FieldType, JsonObject, ReadModelStore } from '#read-models';
import { EVERYBODY, type Territory } from '../divided/territory';
import type { Projection } from '../law/define-projection';

/** Which collection a read model is served from, and what it could be rolled back to. */
export interface Served extends JsonObject {
  readonly collection: string;
  readonly version: number;
  /** Of the state that its documents were folded with. */
  readonly shape?: string | undefined;
  readonly previous?: { readonly collection: string; readonly version: number } | undefined;
}

export function servedSetting(name: string): string {
  return `served:${name}`;
}

export function servedOf(store: ReadModelStore, name: string): Promise<Served | undefined> {
  return store.setting<Served>(servedSetting(name));
}

export function checkpointName(collection: string, { suffix }: Territory = EVERYBODY): string {
  return `projection:${collection}${suffix}`;
}

/** Where the documents of a collection stand, in a territory. */
export function checkpointOf(store: ReadModelStore, collection: string, territory: Territory = EVERYBODY): Promise<Position | undefined> {
  return store.checkpoint(checkpointName(collection, territory));
}

/** A collection for one more generation of a projection: `purchasing@2.5` is the fifth of version 2. */
export function generationSpec(projection: Projection, existing: readonly Pick<CollectionSpec, 'id'>[]): CollectionSpec {
  const prefix = `${projection.name}@${String(projection.version)}.`;
  const numbers = existing.filter(({ id }) => id.startsWith(prefix)).map(({ id }) => Number(id.slice(prefix.length)));
  return { id: `${prefix}${String(Math.max(0, ...numbers) + 1)}`, fields: storedFields(projection) };
}

/** The fields that the engine indexes: day counts are computed from theirs. */
export function storedFields(projection: Projection): Record<string, FieldType> {
  return Object.fromEntries(Object.entries(projection.fields).flatMap(([name, type]) => (typeof type === 'string' ? [[name, type] as const] : [])));
}
