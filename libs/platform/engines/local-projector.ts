import { type Moment, notFound } from '#kernel';
import type { ProjectionCatalogue, ProjectionStatus, Projector, ProjectorStatus } from '#projections';
import type { ProjectorControl } from './projector-control';

/** A projector on this thread: for commands, tests, and inside the projector's own thread. */
export class LocalProjector implements ProjectorControl {
  private readonly stop = new AbortController();
  private readonly listeners = new Set<(status: ProjectorStatus) => void>();
  private readonly running: Promise<void>;
  private readonly projector: Projector;

  constructor(make: (report: (status: ProjectorStatus) => void) => Projector, private readonly catalogue: ProjectionCatalogue) {
    this.projector = make((status) => {
      for (const listener of this.listeners) listener(status);
    });
    this.running = this.projector.run(this.stop.signal);
  }

  status(): ProjectorStatus {
    return this.projector.status();
  }

  onStatus(listener: (status: ProjectorStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  startRebuild(name: string, version?: number): Promise<ProjectionStatus> {
    return this.projector.startRebuild(name, version);
  }

  rollBack(name: string): Promise<ProjectionStatus> {
    return this.projector.rollBack(name);
  }

  retryParked(name: string, customerId: string): Promise<boolean> {
    return this.projector.retryParked(name, customerId);
  }

  materialise(name: string, version: number, collection: string, at: Moment): Promise<void> {
    const projection = this.catalogue.get(name, version);
    if (!projection) return Promise.reject(notFound(`version ${String(version)} of projection ${name}`));
    return this.projector.materialise(projection, collection, at);
  }

  dropCollection(collection: string): Promise<void> {
    return this.projector.dropCollection(collection);
  }

  rest(): Promise<void> {
    return this.projector.rest();
  }

  clockMoved(): void {
    this.projector.clockMoved();
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }
}
