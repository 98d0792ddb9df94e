import type { Moment } from '#kernel';
import type { ProjectionStatus, ProjectorStatus } from '#projections';

/** Called whenever something has moved; may throw to end the waiting. */
export type Seen = (status: ProjectorStatus) => void;

/** The projector of a command that has the engines open itself. */
export interface FolderProjector {
  status(): ProjectorStatus;
  /** Returns when everything that is in the log now has been folded and no rebuild is under way. */
  catchUp(seen: Seen): Promise<void>;
  /** From here on what is appended is folded, and what readers ask for is done, without further calls. */
  keepRunning(): void;
  /** Builds the version (by default the one served) beside what is served, and switches to it. @throws RAPPORT_NOT_FOUND, RAPPORT_REBUILD_RUNNING */
  rebuild(name: string, version: number | undefined, seen: Seen): Promise<ProjectionStatus | undefined>;
  /** Makes a collection of a projection's documents as of a moment. @throws RAPPORT_NOT_FOUND */
  materialise(name: string, version: number, collection: string, at: Moment): Promise<void>;
  dropCollection(collection: string): Promise<void>;
  /** Stops folding; what has been made for this command alone goes. */
  close(): Promise<void>;
}
