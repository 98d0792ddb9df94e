import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeFault } from '#embedded';
import type { EventLog } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { type Clock, type Moment, RapportError, systemClock, VirtualClock } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { EventTypes, identityRules, type IdentityRules } from '#touchpoints';
import type { Configuration } from '../configuration/configuration';
import { openLog } from './open-log';
import { openStore } from './open-store';
import { takePlace } from './take-place';

/** The engines behind the ports, as configured, and what is shared by all who use them. */
export interface Engines {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly types: EventTypes;
  readonly identities: IdentityRules;
  /** What this process may keep beside the engines: what can be made again. */
  readonly folder: string;
  /** Moves the virtual clock; answers its new shift. @throws RAPPORT_NOT_FOUND on the system clock, RAPPORT_CLOCK_BACKWARDS */
  moveClock(to: Moment): number;
  close(): Promise<void>;
}

export interface OpenEngines {
  /** `server`: the log's writer on a thread of its own, read models for reading. `command`: both written from here. `filling`: as a command, but the log's writer on a thread of its own. */
  readonly use: 'server' | 'command' | 'filling';
  /** Told of faults that an engine recovers from by itself. */
  readonly warn?: (sentence: string) => void;
}

/** Opens the engines and takes the data folder, or a corner of it. @throws RAPPORT_DATA_IN_USE, RAPPORT_STORE_UNAVAILABLE */
export async function openEngines(configuration: Configuration, { use, warn }: OpenEngines): Promise<Engines> {
  const place = takePlace(configuration);
  const opened: { close(): Promise<void> }[] = [];
  const keep = <Engine extends { close(): Promise<void> }>(engine: Engine): Engine => {
    opened.unshift(engine);
    return engine;
  };
  const close = async (): Promise<void> => {
    for (const engine of opened) await engine.close();
    place.release();
  };
  try {
    const shared = sharedOf(configuration);
    const log = keep(await openLog(configuration, { ...shared, folder: place.folder, writer: use === 'command' ? 'here' : 'thread', warn }));
    const store = keep(await openStore(configuration, { readonly: use === 'server', waits: use === 'server' }));
    return { ...shared, log, store, folder: place.folder, moveClock: (to) => moveClock(configuration, shared.clock, log, to), close };
  } catch (error) {
    await close();
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

function moveClock(configuration: Configuration, clock: Clock, log: EventLog, to: Moment): number {
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
  if (log instanceof EmbeddedEventLog) log.shiftClock(shift);
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
