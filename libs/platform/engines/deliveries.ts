import { chmodSync, existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { Configuration } from '../configuration/configuration';
import type { Engines } from './engines';
import { storeWhenItCan } from './store-when-it-can';

/** What delivery to subscribers needs besides the engines: a store that the front office may write, and what is configured. */
export interface Deliveries {
  /** Cursors, held customers, secrets. */
  readonly store: ReadModelStore;
  /** As whom leases are taken. */
  readonly owner: string;
  /** Receivers on this machine or in its network may be called. */
  readonly allowPrivate: boolean;
  /** ms between tries; undefined: those of Standard Webhooks. */
  readonly retries: readonly number[] | undefined;
  close(): Promise<void>;
}

/**
 * The read models' own store where processes share it. The embedded one is written by the projector's thread alone, so that deliveries have a file of their
 * own beside it, `subscriptions.db`, which holds secrets and is for its owner's eyes only.
 */
export function openDeliveries(configuration: Configuration, engines: Pick<Engines, 'store'>): Deliveries {
  const { webhookPrivate, webhookRetries } = configuration;
  const settings = { allowPrivate: webhookPrivate === 'allow', retries: webhookRetries };
  if (configuration.readModels !== 'embedded') return { ...settings, store: engines.store, owner: `${hostname()}-${randomUUID()}`, close: () => Promise.resolve() };
  const file = join(configuration.data, 'subscriptions.db');
  const store = storeWhenItCan(() => {
    const opened = new EmbeddedReadModelStore({ file });
    for (const each of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(each)) chmodSync(each, 0o600);
    return opened;
  });
  // The folder belongs to one process: what a killed one held is one's own.
  return { ...settings, store, owner: 'the owner of the data folder', close: () => store.close() };
}
