import type { EventLog } from '#event-log';
import { formatPosition, type Position, RapportError, START } from '#kernel';
import type { CollectionSpec, JsonObject } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Projection } from '../law/define-projection';
import type { ProjectionCatalogue } from '../live/catalogue';
import { checkpointOf, generationSpec } from '../live/generations';
import type { Serving } from '../live/serving';
import { EVERYBODY, type Territory } from '../divided/territory';
import { Rebuild, type RebuildParts, type RebuildProgress, type Target } from './rebuild';

interface RebuildsParts extends RebuildParts {
  readonly catalogue: ProjectionCatalogue;
  readonly log: EventLog;
  readonly served: Serving;
  readonly territory?: Territory | undefined;
  /** Ids of customers, present or bygone, that events bear on. */
  readonly bearing: (events: readonly RecordedEvent[]) => Promise<Set<string>>;
  /** How far the log is folded. */
  readonly position: () => Position;
}

/** What of a rebuild outlives the process: where it writes to, and since when customers have to be folded once more. */
interface SavedRebuild extends JsonObject {
  readonly targets: readonly { readonly name: string; readonly version: number; readonly collection: string }[];
  readonly since: string;
  /** The customer that it has come to. */
  readonly cursor?: string | undefined;
}

/** After every customer id. */
const LAST_KEY = '\u{10FFFF}';
const PAGE = 5_000;

/** The one rebuild at a time: begun, resumed after a restart, rolled back to, and switched to when it is whole. */
export class Rebuilds {
  private current: Rebuild | undefined;
  private readonly last = new Map<string, Rebuild>();

  private readonly setting: string;

  constructor(private readonly parts: RebuildsParts) {
    this.setting = `rebuild${(parts.territory ?? EVERYBODY).suffix}`;
  }

  get running(): boolean {
    return this.current !== undefined;
  }

  touched(ids: Iterable<string>): void {
    this.current?.touched(ids);
  }

  progressOf(name: string): RebuildProgress | undefined {
    return (this.isBuilding(name) ? this.current : this.last.get(name))?.progress();
  }

  isBuilding(name: string): boolean {
    return this.current?.targets.some(({ projection }) => projection.name === name) === true;
  }

  /** @throws RAPPORT_REBUILD_RUNNING */
  async begin(projections: readonly Projection[]): Promise<void> {
    this.refuseSecond();
    const existing = await this.parts.store.collections();
    await this.start(projections.map((projection) => ({ projection, collection: generationSpec(projection, existing) })), undefined, this.parts.position());
  }

  /** Brings the generation before the last switch up to date, to be served again. @throws RAPPORT_NO_EARLIER_VERSION, RAPPORT_REBUILD_RUNNING */
  async rollBack(projection: Projection, collection: CollectionSpec): Promise<void> {
    this.refuseSecond();
    const since = (await checkpointOf(this.parts.store, collection.id, this.parts.territory)) ?? START;
    await this.start([{ projection, collection }], LAST_KEY, since);
    this.touched(await this.bearingSince(since));
  }

  /** Builds what is named into the collections named, each from where it stands: what has been built before is brought up to date, the rest walked through. */
  async build(targets: readonly Target[]): Promise<void> {
    this.refuseSecond();
    const standing = await Promise.all(targets.map(({ collection }) => checkpointOf(this.parts.store, collection.id, this.parts.territory)));
    const behind = targets.filter((_, index) => standing[index] !== undefined);
    if (behind.length > 0) {
      const since = standing.reduce<Position>((low, each) => (each !== undefined && each < low ? each : low), this.parts.position());
      await this.start(behind, LAST_KEY, since);
      this.touched(await this.bearingSince(since));
      return;
    }
    const saved = await this.parts.store.setting<SavedRebuild>(this.setting);
    const same = saved?.targets.length === targets.length && saved.targets.every(({ collection }) => targets.some((target) => target.collection.id === collection));
    if (!same) {
      await this.start(targets, undefined, this.parts.position());
      return;
    }
    const since = BigInt(saved.since);
    await this.start(targets, saved.cursor, since);
    this.touched(await this.bearingSince(since));
  }

  /** The projections of a rebuild that was interrupted. */
  async interrupted(): Promise<readonly Projection[]> {
    const saved = await this.parts.store.setting<SavedRebuild>(this.setting);
    return (saved?.targets ?? []).flatMap(({ name, version }) => this.parts.catalogue.get(name, version) ?? []);
  }

  /** Goes on with an interrupted rebuild of the same projections, or begins one. */
  async resumeOrBegin(projections: readonly Projection[]): Promise<void> {
    const saved = await this.parts.store.setting<SavedRebuild>(this.setting);
    const existing = await this.parts.store.collections();
    const targets = projections.flatMap((projection): Target[] => {
      const target = saved?.targets.find(({ name, version }) => name === projection.name && version === projection.version);
      const collection = existing.find(({ id }) => id === target?.collection);
      return collection ? [{ projection, collection }] : [];
    });
    if (!saved || targets.length < projections.length) {
      await this.begin(projections);
      return;
    }
    const since = BigInt(saved.since);
    await this.start(targets, saved.cursor, since);
    this.touched(await this.bearingSince(since));
  }

  /** Does some of the work; answers whether there was any. */
  async continue(): Promise<boolean> {
    const rebuild = this.current;
    if (!rebuild) return false;
    try {
      if (await rebuild.slice(this.parts.position())) await this.finish(rebuild);
    } catch (error) {
      rebuild.state = 'failed';
      this.current = undefined;
      throw error;
    }
    return true;
  }

  /** Stops without a trace but what is saved: the next start goes on. */
  interrupt(): void {
    this.current = undefined;
  }

  private refuseSecond(): void {
    if (this.current) throw new RapportError('RAPPORT_REBUILD_RUNNING', 'a rebuild is running; the next can begin when it is done');
  }

  private async start(targets: readonly Target[], after: string | undefined, since: Position): Promise<void> {
    const saved: SavedRebuild = { targets: targets.map(({ projection: { name, version }, collection: { id } }) => ({ name, version, collection: id })), since: formatPosition(since) };
    const progressed = (cursor: string | undefined): Record<string, JsonObject> => ({ [this.setting]: { ...saved, cursor } });
    this.current = await Rebuild.begin(targets, this.parts, { after, progressed });
    for (const { projection } of targets) this.last.set(projection.name, this.current);
    await this.parts.store.commit({ settings: progressed(after) });
  }

  private async finish(rebuild: Rebuild): Promise<void> {
    for (const { projection, collection } of rebuild.targets) await this.parts.served.switchTo(projection, collection.id, this.parts.position(), rebuild.parked);
    rebuild.state = 'done';
    this.current = undefined;
    await this.parts.store.commit({ settings: { [this.setting]: null } });
  }

  private async bearingSince(position: Position): Promise<Set<string>> {
    const ids = new Set<string>();
    const upTo = this.parts.position();
    for (let after = position; after < upTo; ) {
      const events = await this.parts.log.readAll({ after, upTo, limit: PAGE });
      for (const id of await this.parts.bearing(events)) ids.add(id);
      after = events.at(-1)?.position ?? upTo;
    }
    return ids;
  }
}
