import { formatPosition, type Position } from '#kernel';
import type { ProjectionState, ProjectionStatus, ProjectorStatus, RebuildProgress, Served } from '#projections';
import type { JsonObject } from '#read-models';

/** What the store says beside the units' own words. */
export interface StoreView {
  /** The end of the log when it was first looked at. */
  readonly readyAt: Position;
  readonly served: ReadonlyMap<string, Served>;
  /** Projections of which another generation is wanted. */
  readonly wanted: ReadonlySet<string>;
}

/** A unit that has said nothing for so long says nothing any more, ms. */
const SILENT_AFTER = 15_000;

/** The units of all processes as one projector. */
export function statusOfUnits(units: ReadonlyMap<string, JsonObject>, names: readonly string[], position: Position, view: StoreView | undefined): ProjectorStatus {
  const talking = [...units.values()].map((unit) => unit as unknown as ProjectorStatus & { readonly at: number }).filter(({ at }) => Date.now() - at < SILENT_AFTER);
  return {
    position: formatPosition(position),
    ready: view !== undefined && position >= view.readyAt && names.every((name) => view.served.has(name)),
    rate: Math.max(0, ...talking.map(({ rate }) => rate)),
    projections: names.map((name) => projectionOf(name, talking.flatMap(({ projections }) => projections.filter((each) => each.name === name)), view)),
  };
}

function projectionOf(name: string, units: readonly ProjectionStatus[], view: StoreView | undefined): ProjectionStatus {
  const served = view?.served.get(name);
  const stopped = units.find(({ state }) => state === 'stopped');
  const rebuilds = units.flatMap(({ rebuild }) => (rebuild ? [rebuild] : []));
  const rebuild = rebuilds.length === 0 ? undefined : sumOf(rebuilds, view?.wanted.has(name) === true);
  return {
    name,
    version: served?.version ?? units[0]?.version ?? 0,
    state: stateOf(served !== undefined, view?.wanted.has(name) === true, stopped !== undefined),
    collection: served?.collection,
    parked: units.reduce((sum, { parked }) => sum + parked, 0),
    ...(stopped?.reason === undefined ? {} : { reason: stopped.reason }),
    ...(rebuild ? { rebuild } : {}),
  };
}

function stateOf(isServed: boolean, isWanted: boolean, isStopped: boolean): ProjectionState {
  if (isStopped) return 'stopped';
  if (!isServed) return 'booting';
  return isWanted ? 'rebuilding' : 'live';
}

function sumOf(rebuilds: readonly RebuildProgress[], running: boolean): RebuildProgress {
  const sum = (read: (progress: RebuildProgress) => number): number => rebuilds.reduce((total, each) => total + read(each), 0);
  const failed = rebuilds.some(({ state }) => state === 'failed');
  return { state: failed ? 'failed' : running ? 'running' : 'done', processed: sum(({ processed }) => processed), total: sum(({ total }) => total), rate: sum(({ rate }) => rate), etaSeconds: running ? Math.max(...rebuilds.map(({ etaSeconds }) => etaSeconds)) : 0 };
}
