import { makeMaterialiser, makeUnits } from '#catalogue';
import type { Moment } from '#kernel';
import { type Engines, RemoteProjector, takeOver } from '#platform/engines';
import { dividedPosition, type ProjectionCatalogue, type ProjectionStatus, type ProjectorStatus, someoneRuns, WANTED } from '#projections';
import type { FolderProjector, Seen } from './folder-projector';

export interface SharingProjectorParts {
  readonly engines: Engines;
  readonly catalogue: ProjectionCatalogue;
  /** Among how many territories the customers are divided. */
  readonly partitions: number;
  readonly warn: (message: string, error: unknown) => void;
}

/** Between two looks at the store, ms: at how far the units are, and at whether anybody runs them. */
const LOOK_EVERY = 20;
const ASK_EVERY = 1_000;
/** For how long all stands still with a fault before it is a failure, ms. */
const PATIENCE = 30_000;

/** The units of work of read models that processes share: run by whoever runs them, and by this process where nobody does. */
export class SharingProjector implements FolderProjector {
  private readonly made = new Set<string>();
  private readonly stop = new AbortController();
  private running: Promise<void> | undefined;

  private constructor(private readonly parts: SharingProjectorParts, private readonly remote: RemoteProjector) {}

  static async open(parts: SharingProjectorParts): Promise<SharingProjector> {
    const { engines, catalogue, partitions } = parts;
    return new SharingProjector(parts, await RemoteProjector.open({ ...engines, catalogue, partitions, materialise: makeMaterialiser({ ...engines, catalogue }) }));
  }

  status(): ProjectorStatus {
    return this.remote.status();
  }

  /** @throws whatever the store throws, and where the units have stopped by a fault for good */
  async catchUp(seen: Seen): Promise<void> {
    const head = await this.parts.engines.log.head();
    const unwatch = this.remote.onStatus(() => undefined);
    let [asked, moved] = [-Infinity, performance.now()];
    let before = '';
    try {
      for (;;) {
        if (performance.now() - asked > ASK_EVERY) {
          await this.runUnlessOthersDo();
          asked = performance.now();
        }
        const now = await this.standing();
        if (now.whole && now.position >= head && BigInt(this.status().position) >= head && this.status().ready) return;
        const status = this.status();
        seen(status);
        const words = JSON.stringify(status.projections) + status.position;
        if (words !== before) moved = performance.now();
        before = words;
        const stopped = status.projections.find(({ reason }) => reason !== undefined);
        if (stopped && performance.now() - moved > PATIENCE) throw new Error(`the projections have stopped: ${stopped.reason ?? ''}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      }
    } finally {
      unwatch();
    }
  }

  keepRunning(): void {
    // The units run on by themselves.
  }

  async rebuild(name: string, version: number | undefined, seen: Seen): Promise<ProjectionStatus | undefined> {
    await this.remote.startRebuild(name, version);
    await this.catchUp(seen);
    return this.status().projections.find((each) => each.name === name);
  }

  async materialise(name: string, version: number, collection: string, at: Moment): Promise<void> {
    this.made.add(collection);
    await this.remote.materialise(name, version, collection, at);
  }

  async dropCollection(collection: string): Promise<void> {
    this.made.delete(collection);
    await this.remote.dropCollection(collection);
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    await this.remote.close();
    for (const collection of this.made) await this.parts.engines.store.drop(collection);
  }

  /** How far all territories are, and whether all that is wanted is served: by the store itself, as it is now. */
  private async standing(): Promise<{ readonly position: bigint; readonly whole: boolean }> {
    const { engines: { store }, partitions, catalogue } = this.parts;
    const [position, wanted] = await Promise.all([dividedPosition(store, partitions), store.settings(WANTED)]);
    return { position, whole: !catalogue.names().some((name) => wanted.has(`${WANTED}${name}`)) };
  }

  private async runUnlessOthersDo(): Promise<void> {
    const { engines: { log, store, clock, identities, folder }, catalogue, partitions, warn } = this.parts;
    if (this.running) return;
    const owner = await takeOver(store, folder);
    if (await someoneRuns(store)) return;
    this.running = makeUnits({ log, store, clock, identities, catalogue, owner, partitions, warn }).run(this.stop.signal);
  }
}
