import { join } from 'node:path';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { Configuration } from '../configuration/configuration';

export interface OpenStore {
  /** Of the embedded engine, which one thread writes. */
  readonly readonly: boolean;
  /** Of an engine that need not answer yet: a server stands up without it, and says so. */
  readonly waits?: boolean;
}

/** The read-model store that the configuration names. @throws RAPPORT_STORE_UNAVAILABLE */
export async function openStore({ readModels, mongoDbUrl, namespace, data }: Configuration, { readonly, waits = false }: OpenStore): Promise<ReadModelStore> {
  if (readModels === 'mongodb') {
    const { MongoReadModelStore } = await import('#read-models/mongodb');
    return MongoReadModelStore.open({ url: mongoDbUrl ?? '', namespace, waits });
  }
  const file = readModelsFile({ data });
  // Makes the file with its tables, so that readers find them.
  if (readonly) await new EmbeddedReadModelStore({ file }).close();
  return new EmbeddedReadModelStore({ file, readonly });
}

/** Of the embedded store. */
export function readModelsFile({ data }: Pick<Configuration, 'data'>): string {
  return join(data, 'read-models.db');
}
