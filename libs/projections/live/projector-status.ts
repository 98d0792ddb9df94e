import type { RebuildProgress } from '../rebuild/rebuild';

export type ProjectionState = 'booting' | 'live' | 'rebuilding' | 'stopped';

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  readonly collection: string | undefined;
  readonly parked: number;
  readonly reason?: string;
  readonly rebuild?: RebuildProgress;
}

/** Where the projector stands; crosses threads, so the position is a decimal string. */
export interface ProjectorStatus {
  readonly position: string;
  /** Everything that was in the log when it started has been folded. */
  readonly ready: boolean;
  /** Events per second over the last seconds. */
  readonly rate: number;
  readonly projections: readonly ProjectionStatus[];
}
