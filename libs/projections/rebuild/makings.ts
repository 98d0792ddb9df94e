import type { Moment, Position } from '#kernel';
import type { JsonObject } from '#read-models';
import type { Projection } from '../law/define-projection';
import type { ProjectionCatalogue } from '../live/catalogue';
import { generationSpec } from '../live/generations';
import type { Serving } from '../live/serving';
import { Rebuild, type RebuildParts } from './rebuild';

interface MakingsParts extends Omit<RebuildParts, 'referenceOf'> {
  readonly catalogue: ProjectionCatalogue;
  readonly served: Pick<Serving, 'get'>;
}

interface Making {
  readonly rebuild: Rebuild;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Collections as of a moment that are being made, one slice at a time between live batches: the fold stopped there, for every customer. */
export class Makings {
  private readonly waiting: Making[] = [];

  constructor(private readonly parts: MakingsParts) {}

  /** `done` resolves when the collection is whole: as of the moment, by all that is folded until then. */
  async begin(projection: Projection, collection: string, at: Moment): Promise<{ readonly done: Promise<void> }> {
    const reference = await this.referenceAt(projection, at);
    const target = { projection, collection: { ...generationSpec(projection, []), id: collection } };
    const rebuild = await Rebuild.begin([target], { ...this.parts, referenceOf: () => reference }, { at });
    return {
      done: new Promise((done, failed) => {
        this.waiting.push({ rebuild, done, failed });
      }),
    };
  }

  touched(ids: readonly string[]): void {
    for (const { rebuild } of this.waiting) rebuild.touched(ids);
  }

  /** Does some of the work; answers whether there was any. */
  async continue(position: Position): Promise<boolean> {
    const [first] = this.waiting;
    if (!first) return false;
    try {
      if (!(await first.rebuild.slice(position))) return true;
      first.done();
    } catch (error) {
      first.failed(error);
    }
    this.waiting.splice(this.waiting.indexOf(first), 1);
    return true;
  }

  private async referenceAt({ reference }: Projection, at: Moment): Promise<JsonObject | undefined> {
    const { catalogue, served, store } = this.parts;
    const definition = reference === undefined ? undefined : catalogue.reference(reference);
    const source = definition && served.get(definition.projection);
    return source && definition.fitAsOf(store, source.collection, at);
  }
}
