import { breathe, dayOf, formatTime, type Moment, readTime, uuidOf } from '#kernel';
import { daysBetween, MODEL_FITTED, type ReferenceDefinition, type StoredFold } from '#projections';
import { bookAsOf, type OrderBook } from '#orders';
import type { JsonObject, ReadModelStore, StoredDocument } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import { rfmFigures } from './rfm-figures';
import { type Cuts, quintileCuts, quintileRanks } from './rfm-scores';

export const RFM_CUTS = 'rfm-cuts';

/** Refit when this share of the documents has changed since, or on a new day. */
const CHANGED_SHARE = 0.1;
/** Documents looked at between two chances for others to be served. */
const PAGE = 500;

/** The quintile bounds of recency (days), frequency and monetary value over all buyers. */
export const rfmCuts: ReferenceDefinition = {
  name: RFM_CUTS,
  projection: 'rfm',
  fit: async (store, collection, at) => {
    const customers = await store.ranked(collection, 'frequency');
    if (customers === 0) return undefined;
    const frequency = await numericCuts(store, collection, 'frequency', customers);
    const monetary = await numericCuts(store, collection, 'monetary', customers);
    const recency = await recencyCuts(store, collection, customers, at);
    return { cuts: { recency, frequency, monetary }, customers, asOf: formatTime(at) };
  },
  fitAsOf: async (store, collection, at) => {
    const [recency, frequency, monetary]: [number[], number[], number[]] = [[], [], []];
    for await (const { state } of documentsOf(store, collection)) {
      const figures = state === undefined ? undefined : rfmFigures(bookAsOf((state as StoredFold).state as OrderBook, at));
      if (!figures) continue;
      recency.push(daysBetween(figures.lastOrderAt, at));
      frequency.push(figures.frequency);
      monetary.push(figures.monetary);
    }
    if (recency.length === 0) return undefined;
    return { cuts: { recency: cutsOf(recency), frequency: cutsOf(frequency), monetary: cutsOf(monetary) }, customers: recency.length, asOf: formatTime(at) };
  },
  outdated: (current, changed, now) => {
    if (changed === 0) return false;
    if (!current) return true;
    const fittedAt = readTime(String(current['asOf'])) ?? 0;
    return changed >= Number(current['customers']) * CHANGED_SHARE || dayOf(now) > dayOf(fittedAt);
  },
  fact: (fitted, now) => ({
    id: uuidOf(RFM_CUTS, String(now), JSON.stringify(fitted)), type: MODEL_FITTED, stream: `model-${RFM_CUTS}`, occurredAt: now, receivedAt: now, schemaVersion: 1, initiator: 'system', identities: [],
    data: { name: RFM_CUTS, version: String(now), asOf: String(fitted['asOf']), customers: Number(fitted['customers']), parameters: fitted['cuts'] },
  }),
  read: ({ data }: RecordedEvent): JsonObject | undefined => (data['name'] === RFM_CUTS ? { cuts: data['parameters'], customers: data['customers'], asOf: data['asOf'] } : undefined),
};

async function numericCuts(store: ReadModelStore, collection: string, field: string, count: number): Promise<Cuts> {
  const ranks = quintileRanks(count);
  const values = await store.ranks(collection, field, ranks);
  return quintileCuts(count, (rank) => Number(values[ranks.indexOf(rank)]));
}

/** Recency grows as the last order recedes: its ranks are those of the last order's time, from the other end. */
async function recencyCuts(store: ReadModelStore, collection: string, count: number, at: Moment): Promise<Cuts> {
  const ranks = quintileRanks(count);
  const times = await store.ranks(collection, 'lastOrderAt', ranks.map((rank) => count - 1 - rank));
  return quintileCuts(count, (rank) => daysBetween(readTime(String(times[ranks.indexOf(rank)])) ?? at, at));
}

function cutsOf(values: readonly number[]): Cuts {
  const sorted = Float64Array.from(values).sort();
  return quintileCuts(sorted.length, (rank) => sorted[rank] ?? NaN);
}

async function* documentsOf(store: ReadModelStore, collection: string): AsyncGenerator<StoredDocument> {
  for (let after: string | undefined; ; ) {
    const page = await store.scan(collection, after, PAGE);
    yield* page;
    after = page.at(-1)?.key;
    if (page.length < PAGE) return;
    await breathe();
  }
}
