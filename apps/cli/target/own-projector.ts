import { makeProjector } from '#catalogue';
import { type Moment, notFound } from '#kernel';
import type { Engines } from '#platform/engines';
import type { ProjectionCatalogue, ProjectionStatus, Projector, ProjectorStatus } from '#projections';
import type { FolderProjector, Seen } from './folder-projector';

/** Collections as of a moment, which live as long as who asked for them. */
const PASSING = 'as-of ';

/** One projector for everybody, on this thread: for a data folder that this process alone has. */
export class OwnProjector implements FolderProjector {
  private readonly projector: Projector;
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;
  private seen: Seen | undefined;

  constructor(private readonly engines: Engines, private readonly catalogue: ProjectionCatalogue, warn: (message: string, error: unknown) => void) {
    const { log, store, clock, identities } = engines;
    this.projector = makeProjector({ log, store, clock, identities, catalogue, warn, report: (status) => { this.seen?.(status); } });
  }

  status(): ProjectorStatus {
    return this.projector.status();
  }

  async catchUp(seen: Seen): Promise<void> {
    this.seen = seen;
    try {
      await this.projector.catchUp(seen);
    } finally {
      this.seen = undefined;
    }
  }

  keepRunning(): void {
    this.running ??= this.projector.run(this.stop.signal);
  }

  async rebuild(name: string, version: number | undefined, seen: Seen): Promise<ProjectionStatus | undefined> {
    const refused = this.projector.startRebuild(name, version).then(() => undefined, (error: unknown) => ({ error }));
    await this.catchUp(seen);
    const fault = await refused;
    if (fault) throw fault.error;
    return this.status().projections.find((each) => each.name === name);
  }

  async materialise(name: string, version: number, collection: string, at: Moment): Promise<void> {
    const projection = this.catalogue.get(name, version);
    if (!projection) throw notFound(`version ${version} of projection ${name}`);
    await this.projector.materialise(projection, collection, at);
  }

  dropCollection(collection: string): Promise<void> {
    return this.projector.dropCollection(collection);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    for (const { id } of this.running ? await this.engines.store.collections() : []) if (id.startsWith(PASSING)) await this.engines.store.drop(id);
  }
}
