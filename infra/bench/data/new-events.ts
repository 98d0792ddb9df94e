import { readTouchpoint } from '#intake/receive';
import type { NewEvent, Touchpoint } from '#touchpoints';
import { intakeRules } from './engines';
import { deliveries } from './lives-folder';

/** So many events of the generator's lives, ready to be appended. */
export function newEvents(count: number): NewEvent[] {
  return [...deliveries(count)].flatMap(({ touchpoint, deliveredAt }) => readTouchpoint(touchpoint, { receivedAt: deliveredAt, backfill: true }, intakeRules).event ?? []);
}

/** So many touchpoints of the generator's lives, as senders write them. */
export function touchpoints(count: number): Touchpoint[] {
  return [...deliveries(count)].map(({ touchpoint }) => touchpoint);
}
