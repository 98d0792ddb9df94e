import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { BACK_OFFICE_SUFFIX, type Configuration } from '../configuration/configuration';

/** What a back office keeps its books in. */
export interface BackOfficeStore {
  readonly store: ReadModelStore;
  /** As whom leases are taken. */
  readonly owner: string;
}

/** A store of its own: `back-office.db` in the data folder, or the MongoDB database `<namespace>-back-office`, which several processes may share. @throws RAPPORT_STORE_UNAVAILABLE */
export async function openBackOfficeStore({ readModels, mongoDbUrl, namespace, data }: Configuration): Promise<BackOfficeStore> {
  if (readModels === 'mongodb') {
    const { MongoReadModelStore } = await import('#read-models/mongodb');
    return { store: await MongoReadModelStore.open({ url: mongoDbUrl ?? '', namespace: `${namespace}${BACK_OFFICE_SUFFIX}`, waits: true }), owner: `${hostname()}-${randomUUID()}` };
  }
  // The folder belongs to one process: what a killed one held is one's own.
  return { store: new EmbeddedReadModelStore({ file: join(data, 'back-office.db') }), owner: 'the owner of the data folder' };
}
