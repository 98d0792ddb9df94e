import type { EventLog } from '#event-log';
import type { Moment, Position } from '#kernel';
import type { JsonObject, ReadModelStore } from '#read-models';
import type { NewEvent, RecordedEvent } from '#touchpoints';

/**
 * A figure over all customers that views need, as the quantile cuts of RFM: fitted from a collection, stated as a `model.fitted` fact, and in force from
 * there on. A fact, so that a replay as of last March uses last March's.
 */
export interface ReferenceDefinition {
  readonly name: string;
  /** The projection whose collection it is fitted on and whose view uses it. */
  readonly projection: string;
  /** Fits on a collection as of a moment; undefined with too few customers. */
  fit(store: ReadModelStore, collection: string, at: Moment): Promise<JsonObject | undefined>;
  /** Fits as of a past moment, from the folds of the served collection cut there; undefined with too few customers. */
  fitAsOf(store: ReadModelStore, collection: string, at: Moment): Promise<JsonObject | undefined>;
  /** Whether the one in force no longer serves. */
  outdated(current: JsonObject | undefined, customers: number, now: Moment): boolean;
  /** The fact that states it. */
  fact(fitted: JsonObject, now: Moment): NewEvent;
  /** Reads the fact back, with where it was recorded. */
  read(event: RecordedEvent): JsonObject | undefined;
}

export const MODEL_FITTED = 'model.fitted';

/** The latest fact of a reference recorded up to a position, and as of a moment if given; undefined if there is none. */
export async function latestReference(log: EventLog, definition: ReferenceDefinition, upTo?: Position, at?: Moment): Promise<JsonObject | undefined> {
  let before = upTo === undefined ? undefined : upTo + 1n;
  while (true) {
    const page = await log.readAll({ types: [MODEL_FITTED], direction: 'backwards', limit: 100, ...(before === undefined ? {} : { after: before }) });
    for (const event of page) {
      if (at !== undefined && event.occurredAt > at) continue;
      const reference = definition.read(event);
      if (reference) return reference;
    }
    if (page.length < 100) return undefined;
    before = page.at(-1)?.position;
  }
}
