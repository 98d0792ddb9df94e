import { makeIdentityProjector, makeTerritoryProjector, type MakeProjector } from '#catalogue';
import { generationSpec, type Projector, type ProjectionStatus, type ProjectorStatus, servedOf, territories, WANTED, wanting, wholeStore } from '#projections';
import type { Runner } from '#projections/test-kit';

/** The identity stage and a projector a territory, in one process and in turn: the order of their turns differs from call to call. */
export class DividedRunner implements Runner {
  private identity: Projector | undefined;
  private readonly projectors: Projector[];
  private turns = 0;
  /** Rebuilds that have been asked for, and may not be written down yet. */
  private readonly asked: Promise<unknown>[] = [];

  constructor(private readonly parts: MakeProjector, count: number) {
    this.projectors = territories(count).map((territory) => makeTerritoryProjector(parts, territory));
  }

  async catchUp(): Promise<void> {
    await Promise.allSettled(this.asked.splice(0));
    this.identity ??= makeIdentityProjector({ ...this.parts, store: wholeStore(this.parts.store) });
    const order = [...this.projectors];
    if (this.turns++ % 2 === 1) order.reverse();
    const isWanted = async (): Promise<boolean> => (await this.parts.store.settings(WANTED)).size > 0;
    do {
      await this.identity.catchUp();
      for (const projector of order) await projector.catchUp();
    } while (await isWanted());
    for (const projector of order) await projector.catchUp();
  }

  clockMoved(): void {
    for (const projector of this.projectors) projector.clockMoved();
  }

  startRebuild(name: string): Promise<ProjectionStatus> {
    const asked = this.want(name);
    this.asked.push(asked);
    return asked;
  }

  async retryParked(name: string, customerId: string): Promise<boolean> {
    for (const projector of this.projectors) if (await projector.retryParked(name, customerId).catch(() => false)) return true;
    return false;
  }

  rollBack(name: string): Promise<ProjectionStatus> {
    return this.only.rollBack(name);
  }

  status(): ProjectorStatus {
    return this.only.status();
  }

  private async want(name: string): Promise<ProjectionStatus> {
    const { store, log, catalogue } = this.parts;
    const projection = catalogue.get(name, (await servedOf(store, name))?.version);
    if (!projection) throw new Error(`no projection ${name}`);
    const spec = generationSpec(projection, await store.collections());
    await store.ensure(spec);
    await store.commit({ settings: wanting(projection, spec.id, await log.head()) });
    return this.only.status().projections[0] ?? this.missing();
  }

  private get only(): Projector {
    return this.projectors[0] ?? this.missing();
  }

  private missing(): never {
    throw new Error('nothing is projected');
  }
}
