import type { Moment } from '#kernel';
import type { ProjectionStatus, ProjectorStatus } from '#projections';

/** The projector as the rest of the platform sees it, on whichever thread it runs. */
export interface ProjectorControl {
  status(): ProjectorStatus;
  /** Called at every change of the status; answers how to stop that. `leisurely`: some hundred milliseconds later will do, where knowing sooner costs something. */
  onStatus(listener: (status: ProjectorStatus) => void, options?: { readonly leisurely?: boolean }): () => void;
  startRebuild(name: string, version?: number): Promise<ProjectionStatus>;
  rollBack(name: string): Promise<ProjectionStatus>;
  retryParked(name: string, customerId: string): Promise<boolean>;
  /** Makes a collection of a projection's documents as of a moment. */
  materialise(name: string, version: number, collection: string, at: Moment): Promise<void>;
  dropCollection(collection: string): Promise<void>;
  clockMoved(shift: number): void;
  /** It is about to be closed, and no longer waits for engines that have not been reached yet. */
  hurry?(): void;
  close(): Promise<void>;
}
