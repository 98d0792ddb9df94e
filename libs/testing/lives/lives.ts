import type { Delivery } from './delivery';
import { Heap } from './heap';
import { mergedFacts } from './merged-facts';
import { settingOf, type LivesOptions } from './setting';

/** A delivery on its way; the sequence keeps those of one millisecond in order. */
interface InTransit {
  readonly delivery: Delivery;
  readonly sequence: number;
}

/**
 * Everything that the company's customers do, as its systems deliver it: in the order of receipt. The same options give the same bytes on every machine.
 * Holds the customers who are around, the agenda of each, and what is on its way; nothing of what is over.
 */
export function* lives(options: LivesOptions): Generator<Delivery, void, undefined> {
  const setting = settingOf(options);
  const transit = new Heap<InTransit>(arrivesBefore);
  let left = setting.touchpoints;
  let sequence = 0;
  for (const { fact, deliveries } of mergedFacts(setting)) {
    for (let first = transit.peek(); first && first.delivery.deliveredAt <= fact.at; first = transit.peek()) {
      if (left <= 0) return;
      left -= 1;
      transit.pop();
      yield first.delivery;
    }
    for (const delivery of deliveries.of(fact)) {
      transit.push({ delivery, sequence });
      sequence += 1;
    }
  }
  for (let first = transit.pop(); first && left > 0; first = transit.pop()) {
    left -= 1;
    yield first.delivery;
  }
}

function arrivesBefore(a: InTransit, b: InTransit): boolean {
  return a.delivery.deliveredAt < b.delivery.deliveredAt || (a.delivery.deliveredAt === b.delivery.deliveredAt && a.sequence < b.sequence);
}
