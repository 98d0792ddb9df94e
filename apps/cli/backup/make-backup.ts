import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyDatabase } from '#embedded';
import { EmbeddedEventLog } from '#event-log/embedded';
import { type Clock, formatPosition, formatTime, RapportError, START } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { logOptions, readModelsFile, sharedOf } from '#platform/engines';
import { IDENTITY_CHECKPOINT } from '#projections';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { syncFile } from './durable-files';
import { describeFile, type Manifest, MANIFEST } from './manifest';

const LOG = 'events.db';
const READ_MODELS = 'read-models.db';
/** Of a process, not of the data. */
const PASSING = /^lock\.db|^owner$|-wal$|-shm$|-journal$|\.new$|\.restoring$/;

export interface MakeBackup {
  readonly configuration: Configuration;
  readonly folder: string;
  readonly version: string;
  readonly clock: Clock;
  /** Called before each file. */
  readonly copying: (name: string, size: number) => void;
}

/**
 * Copies a data folder while a server may be at work in it. Read models first, the log after: what the log then has beyond them they fold in when the copy is
 * opened. The folder of the backup must be new or empty; the manifest is its last file.
 * @throws RAPPORT_BAD_FILE, RAPPORT_STORE_UNAVAILABLE
 */
export async function makeBackup({ configuration, folder, version, clock, copying }: MakeBackup): Promise<Manifest> {
  const { data } = configuration;
  if (configuration.eventLog !== 'embedded') throw new RapportError('RAPPORT_BAD_FILE', 'the log is not in the data folder but in EventStoreDB: back it up with that server\'s own means, or carry it into a file with rapport export');
  if (!existsSync(join(data, LOG))) throw new RapportError('RAPPORT_BAD_FILE', `there is nothing to back up in ${data}`);
  emptyFolder(folder);
  const names = filesOf(data);
  for (const name of names) {
    copying(name, statSync(join(data, name)).size);
    if (name.endsWith('.db')) copyDatabase(join(data, name), join(folder, name));
    else copyFileSync(join(data, name), join(folder, name));
    chmodSync(join(folder, name), statSync(join(data, name)).mode);
    syncFile(join(folder, name));
  }
  const positions = await positionsOf({ ...configuration, data: folder });
  const files = [];
  for (const name of names) files.push(await describeFile(folder, name));
  const manifest: Manifest = { product: 'rapport', format: 1, version, madeAt: formatTime(clock.now()), ...positions, files };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
  syncFile(join(folder, MANIFEST));
  syncFile(folder);
  return manifest;
}

/** Read models, log, other databases, then what is small. */
function filesOf(data: string): string[] {
  const names = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isFile() && !PASSING.test(entry.name)).map(({ name }) => name).sort();
  const rank = (name: string): number => [name === READ_MODELS, name === LOG, name.endsWith('.db'), true].indexOf(true);
  return names.sort((a, b) => rank(a) - rank(b));
}

function emptyFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new RapportError('RAPPORT_BAD_FILE', `${folder} cannot be made, or is no folder`, { cause: error });
  }
  throw new RapportError('RAPPORT_BAD_FILE', `${folder} is not empty: a backup goes into a folder of its own`);
}

async function positionsOf(configuration: Configuration): Promise<Pick<Manifest, 'logPosition' | 'readModelsPosition'>> {
  const { clock, types } = sharedOf(configuration);
  const log = await EmbeddedEventLog.open({ ...logOptions(configuration, clock, types), writer: 'none' });
  const logPosition = await log.head();
  await log.close();
  if (!existsSync(readModelsFile(configuration))) return { logPosition: formatPosition(logPosition), readModelsPosition: formatPosition(START) };
  const store = new EmbeddedReadModelStore({ file: readModelsFile(configuration), readonly: true });
  const folded = (await store.checkpoint(IDENTITY_CHECKPOINT)) ?? START;
  await store.close();
  return { logPosition: formatPosition(logPosition), readModelsPosition: formatPosition(folded) };
}
