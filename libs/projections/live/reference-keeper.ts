import type { EventLog } from '#event-log';
import type { Clock, Position } from '#kernel';
import type { JsonObject, ReadModelStore } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import { EVERYBODY, type Territory } from '../divided/territory';
import type { Projection } from '../law/define-projection';
import type { ProjectionCatalogue } from './catalogue';
import type { ActiveProjection } from './live-fold';
import { latestReference, MODEL_FITTED } from './references';

interface ReferenceParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly clock: Clock;
  readonly catalogue: ProjectionCatalogue;
}

/** A walk over all documents of a projection whose reference has changed. */
export interface Review {
  readonly active: ActiveProjection;
  /** The key that it has come to. */
  after: string | undefined;
}

/** Between two looks at whether a reference still serves, ms. */
const INTERVAL = 1_000;

/** Keeps the references in force, has them fitted anew when they no longer serve, and knows which documents then have to be viewed again. */
export class ReferenceKeeper {
  private readonly inForce = new Map<string, JsonObject>();
  private readonly changed = new Map<string, number>();
  private reviews: Review[] = [];
  private looked = 0;

  constructor(private readonly parts: ReferenceParts, private readonly territory: Territory = EVERYBODY) {}

  async load(upTo: Position): Promise<void> {
    for (const definition of this.parts.catalogue.references) {
      const reference = await latestReference(this.parts.log, definition, upTo);
      if (reference) this.inForce.set(definition.name, reference);
    }
  }

  of({ reference }: Projection): JsonObject | undefined {
    return reference === undefined ? undefined : this.inForce.get(reference);
  }

  /** Takes in the facts among the events that state a reference. */
  learn(events: readonly RecordedEvent[], active: readonly ActiveProjection[]): void {
    for (const event of events) {
      if (event.type !== MODEL_FITTED) continue;
      for (const definition of this.parts.catalogue.references) {
        const reference = definition.read(event);
        if (!reference) continue;
        this.inForce.set(definition.name, reference);
        this.reviews = active.filter(({ projection }) => projection.reference === definition.name).map((each) => ({ active: each, after: undefined }));
      }
    }
  }

  /** Counts changed documents, by projection. */
  count(projections: readonly Projection[]): void {
    for (const { name } of projections) this.changed.set(name, (this.changed.get(name) ?? 0) + 1);
  }

  /** Fits and states what no longer serves; answers whether anything was stated. One territory does it for all, and takes what changed with it for its share. */
  async refresh(active: readonly ActiveProjection[]): Promise<boolean> {
    if (this.territory.number > 0 || performance.now() - this.looked < INTERVAL) return false;
    this.looked = performance.now();
    const { catalogue, clock, store, log } = this.parts;
    const now = clock.now();
    let stated = false;
    for (const definition of catalogue.references) {
      const source = active.find(({ projection }) => projection.name === definition.projection);
      if (!source || !definition.outdated(this.inForce.get(definition.name), (this.changed.get(definition.projection) ?? 0) * this.territory.count, now)) continue;
      this.changed.set(definition.projection, 0);
      const fitted = await definition.fit(store, source.collection, now);
      if (!fitted) continue;
      await log.append([definition.fact(fitted, now)]);
      stated = true;
    }
    return stated;
  }

  /** The walk that is under way. */
  get review(): Review | undefined {
    return this.reviews[0];
  }

  reviewDone(): void {
    this.reviews.shift();
  }
}
