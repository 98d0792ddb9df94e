import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FolderLock, lockFolder, storeFault } from '#embedded';
import { EventCodec, type EventLog } from '#event-log';
import { EmbeddedEventLog, type EmbeddedLogOptions } from '#event-log/embedded';
import { type Clock, type Moment, RapportError, systemClock, VirtualClock } from '#kernel';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import type { ReadModelStore } from '#read-models';
import { EventTypes, identityRules, type IdentityRules } from '#touchpoints';
import type { Configuration } from '../configuration/configuration';

/** The engines behind the ports, as configured, and what is shared by all who use them. */
export interface Engines {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly types: EventTypes;
  readonly identities: IdentityRules;
  /** Moves the virtual clock; answers its new shift. @throws RAPPORT_NOT_FOUND on the system clock, RAPPORT_CLOCK_BACKWARDS */
  moveClock(to: Moment): number;
  close(): Promise<void>;
}

export interface OpenEngines {
  /** `server`: the log's writer on a thread of its own, read models for reading. `command`: both written from here. `projector`: read models written, the log read and written through `append`. */
  readonly use: 'server' | 'command';
}

/** Opens the engines and takes the data folder. @throws RAPPORT_DATA_IN_USE, RAPPORT_STORE_UNAVAILABLE */
export async function openEngines(configuration: Configuration, { use }: OpenEngines): Promise<Engines> {
  const lock = lockFolder(configuration.data);
  try {
    const shared = sharedOf(configuration);
    const log = await EmbeddedEventLog.open({ ...logOptions(configuration, shared.clock, shared.types), writer: use === 'server' ? 'thread' : 'here' });
    prepareReadModels(configuration);
    const store = new EmbeddedReadModelStore({ file: readModelsFile(configuration), readonly: use === 'server' });
    return { ...shared, log, store, moveClock: (to) => moveClock(configuration, shared.clock, log, to), close: () => closeAll(log, store, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What every thread of a process has of its own: types, rules, a clock. */
export function sharedOf(configuration: Configuration): Pick<Engines, 'clock' | 'types' | 'identities'> {
  const { phoneRegion, identityKinds } = configuration;
  return {
    clock: configuration.clock === 'virtual' ? new VirtualClock(readShift(configuration)) : systemClock,
    types: new EventTypes(),
    identities: { ...identityRules, kinds: [...identityRules.kinds, ...identityKinds], phoneRegion },
  };
}

export function logOptions(configuration: Configuration, clock: Clock, types: EventTypes): Omit<EmbeddedLogOptions, 'writer'> {
  return { file: join(configuration.data, 'events.db'), codec: new EventCodec(types), clock };
}

export function readModelsFile(configuration: Configuration): string {
  return join(configuration.data, 'read-models.db');
}

/** Makes the file of the read models with its tables, so that readers find them. */
function prepareReadModels(configuration: Configuration): void {
  const store = new EmbeddedReadModelStore({ file: readModelsFile(configuration) });
  void store.close();
}

async function closeAll(log: EventLog, store: ReadModelStore, lock: FolderLock): Promise<void> {
  await log.close();
  await store.close();
  lock.release();
}

function moveClock(configuration: Configuration, clock: Clock, log: EmbeddedEventLog, to: Moment): number {
  if (!(clock instanceof VirtualClock)) throw new RapportError('RAPPORT_NOT_FOUND', 'the clock can only be moved with RAPPORT_CLOCK=virtual');
  if (to < clock.now()) throw new RapportError('RAPPORT_CLOCK_BACKWARDS', 'the clock only goes forwards: to must not be before the platform\'s now', { errors: [{ path: 'to', code: 'backwards', message: 'must not be before the platform\'s now' }] });
  const shift = clock.set(to);
  const file = clockFile(configuration);
  try {
    mkdirSync(configuration.data, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ shift }));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw storeFault(error, file);
  }
  log.shiftClock(shift);
  return shift;
}

function readShift(configuration: Configuration): number {
  try {
    return (JSON.parse(readFileSync(clockFile(configuration), 'utf8')) as { shift: number }).shift;
  } catch {
    return 0;
  }
}

function clockFile(configuration: Configuration): string {
  return join(configuration.data, 'clock.json');
}
