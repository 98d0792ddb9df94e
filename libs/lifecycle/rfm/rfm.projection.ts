import { formatTime } from '#kernel';
import { type OrderBook, orderBookHandlers } from '#orders';
import { daysBetween, defineProjection } from '#projections';
import type { JsonObject } from '#read-models';
import { RFM_CUTS } from './rfm-cuts.reference';
import { rfmFigures } from './rfm-figures';
import { type RfmCuts, quintileOf, type RfmRules, segmentOf } from './rfm-scores';

/** Recency, frequency and monetary value, scored by quintiles of all customers. */
export function rfm(rules: RfmRules): ReturnType<typeof defineProjection<OrderBook>> {
  return defineProjection<OrderBook>({
    name: 'rfm',
    version: rules.version,
    summary: 'Recency, frequency and monetary value with quintile scores and a segment',
    orderMatters: false,
    reference: RFM_CUTS,
    fields: { frequency: 'number', monetary: 'number', lastOrderAt: 'time', recencyDays: { daysSince: 'lastOrderAt' }, r: 'number', f: 'number', m: 'number', segment: 'text' },
    initial: () => ({}),
    on: orderBookHandlers,
    view: (book, { at, reference }) => {
      const figures = rfmFigures(book);
      if (!figures) return undefined;
      const { lastOrderAt, frequency, monetary } = figures;
      const recencyDays = daysBetween(lastOrderAt, at);
      return { recencyDays, frequency, monetary, lastOrderAt: formatTime(lastOrderAt), ...scores(recencyDays, frequency, monetary, rules, reference) };
    },
  });
}

function scores(recencyDays: number, frequency: number, monetary: number, rules: RfmRules, reference: JsonObject | undefined): JsonObject {
  if (!reference) return { r: null, f: null, m: null, segment: null, cuts: null };
  const cuts = reference['cuts'] as RfmCuts;
  const r = 6 - quintileOf(recencyDays, cuts.recency);
  const f = quintileOf(frequency, cuts.frequency);
  const m = quintileOf(monetary, cuts.monetary);
  return { r, f, m, segment: segmentOf(r, f, m, rules), cuts: { ...cuts, asOf: reference['asOf'], customers: reference['customers'] } };
}
