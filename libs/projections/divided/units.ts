import { isRapportError, pause } from '#kernel';
import type { ReadModelStore } from '#read-models';
import type { Projector } from '../live/projector';
import type { ProjectorStatus } from '../live/projector-status';
import { fencedStore, wholeStore } from './fenced-store';
import { type Territory, territories } from './territory';

/** A piece of work with one owner at a time: the identity stage, or the projections of one territory. */
export interface Unit {
  readonly name: string;
  /** Of the identity stage: undefined. */
  readonly territory: Territory | undefined;
}

export interface UnitsParts {
  readonly store: ReadModelStore;
  /** This process, as no other is called. */
  readonly owner: string;
  readonly partitions: number;
  readonly make: (unit: Unit, store: ReadModelStore, report: (status: ProjectorStatus) => void) => Projector;
  /** For how long a unit is one's own after a sign of life, ms. */
  readonly ttl?: number;
  readonly warn?: (message: string, error: unknown) => void;
  /** Called when all has ended. */
  readonly close?: () => void;
}

interface Reign {
  readonly projector: Projector;
  readonly epoch: number;
  readonly stop: AbortController;
  readonly done: Promise<void>;
  /** By the monotonic clock: until when it is ours for certain. */
  until: number;
}

const TTL = 10_000;
/** Settings in which units say where they stand. */
export const STATUS = 'status:';
const MEMBER = 'member:';
const LEASE = 'unit:';
const SAID_EVERY = 500;

export function unitsOf(partitions: number): Unit[] {
  return [{ name: 'identity', territory: undefined }, ...territories(partitions).map((territory) => ({ name: `territory${territory.suffix}`, territory }))];
}

/** Whether a living process takes part in the units of work. */
export async function someoneRuns(store: Pick<ReadModelStore, 'leases'>): Promise<boolean> {
  return (await store.leases(MEMBER)).size > 0;
}

/**
 * Runs those units that this process owns. Processes that run units of one store share them evenly, take over what another has let go of or died with, and
 * give up what is more than their share. A process that was paused, or cut off from the store, finds itself fenced: it stops the unit, and takes part again.
 */
export class Units {
  private readonly reigns = new Map<string, Reign>();
  private readonly ttl: number;

  constructor(private readonly parts: UnitsParts) {
    this.ttl = parts.ttl ?? TTL;
  }

  /** Names of the units that are run here. */
  owned(): string[] {
    return [...this.reigns.keys()];
  }

  clockMoved(): void {
    for (const { projector } of this.reigns.values()) projector.clockMoved();
  }

  /** Until the signal; then lets go of everything. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.share();
      } catch (error) {
        this.parts.warn?.('the units of work cannot be shared out; trying again', error);
      }
      this.stopOverdue();
      await pause(this.ttl / 5, signal);
    }
    await Promise.all([...this.reigns.keys()].map((name) => this.letGo(name)));
    await this.parts.store.release(`${MEMBER}${this.parts.owner}`, this.parts.owner).catch(() => undefined);
    this.parts.close?.();
  }

  private async share(): Promise<void> {
    const { store, owner, partitions } = this.parts;
    await store.acquire(`${MEMBER}${owner}`, owner, this.ttl);
    const members = Math.max(1, (await store.leases(MEMBER)).size);
    const mine = Math.ceil(partitions / members);
    for (const name of this.owned()) await this.prolong(name);
    for (const name of this.owned().filter((each) => each !== 'identity').slice(mine)) await this.letGo(name);
    const taken = await store.leases(LEASE);
    for (const unit of unitsOf(partitions)) {
      if (this.reigns.has(unit.name) || taken.has(`${LEASE}${unit.name}`)) continue;
      if (unit.territory && this.owned().filter((each) => each !== 'identity').length >= mine) continue;
      await this.begin(unit);
    }
  }

  private async begin(unit: Unit): Promise<void> {
    const { store, owner, make, warn } = this.parts;
    const asked = performance.now();
    const lease = `${LEASE}${unit.name}`;
    const epoch = await store.acquire(lease, owner, this.ttl);
    if (epoch === undefined) return;
    const fenced = fencedStore(store, { lease, epoch });
    const sayStatus = sayer(fenced, unit.name, owner);
    const projector = make(unit, unit.territory ? fenced : wholeStore(fenced), sayStatus);
    const stop = new AbortController();
    const done = projector.run(stop.signal).catch((error: unknown) => {
      this.reigns.delete(unit.name);
      if (!isRapportError(error) || error.code !== 'RAPPORT_FENCED') warn?.(`${unit.name} has ended`, error);
    });
    this.reigns.set(unit.name, { projector, epoch, stop, done, until: asked + this.ttl });
  }

  private async prolong(name: string): Promise<void> {
    const { store, owner } = this.parts;
    const reign = this.reigns.get(name);
    const asked = performance.now();
    if (!reign) return;
    const overdue = asked > reign.until;
    const epoch = overdue ? undefined : await store.acquire(`${LEASE}${name}`, owner, this.ttl);
    if (epoch !== reign.epoch) await this.end(name);
    else reign.until = asked + this.ttl;
  }

  /** What could not be prolonged in time may have another owner by now. */
  private stopOverdue(): void {
    for (const [name, reign] of this.reigns) if (performance.now() > reign.until) void this.end(name);
  }

  private async letGo(name: string): Promise<void> {
    await this.end(name);
    await this.parts.store.release(`${LEASE}${name}`, this.parts.owner).catch(() => undefined);
  }

  private async end(name: string): Promise<void> {
    const reign = this.reigns.get(name);
    this.reigns.delete(name);
    reign?.stop.abort();
    await reign?.done;
  }
}

/** Says where a unit stands, not oftener than twice a second. */
function sayer(store: ReadModelStore, unit: string, owner: string): (status: ProjectorStatus) => void {
  let latest: ProjectorStatus | undefined;
  let timer: NodeJS.Timeout | undefined;
  const say = (): void => {
    timer = undefined;
    if (latest) store.commit({ settings: { [`${STATUS}${unit}`]: { ...latest, owner, at: Date.now() } } }).catch(() => undefined);
  };
  return (status) => {
    latest = status;
    timer ??= setTimeout(say, SAID_EVERY).unref();
  };
}
