import * as fc from 'fast-check';
import { DAY, HOUR } from '#kernel';
import type { EventType, EventTypes, Identity } from '#touchpoints';

/** One step of a generated history: something recorded, or something that befalls the machinery. */
export type HistoryStep =
  | { readonly kind: 'touch'; readonly type: EventType; readonly identities: readonly Identity[]; readonly offset: number; readonly order: number; readonly total: number; readonly category: number; readonly repeat: boolean }
  | { readonly kind: 'link' | 'unlink'; readonly a: Identity; readonly b: Identity }
  | { readonly kind: 'fold' }
  | { readonly kind: 'crash'; readonly commit: number; readonly written: boolean }
  | { readonly kind: 'rebuild'; readonly projection: number }
  | { readonly kind: 'wait'; readonly days: number };

const PEOPLE: readonly Identity[] = [
  ...['ann', 'bob', 'cem'].map((name) => ({ kind: 'user-id', value: name })),
  ...['ann@example.org', 'bob@example.org'].map((value) => ({ kind: 'email', value })),
  ...['cookie-1', 'cookie-2', 'tablet'].map((value) => ({ kind: 'anonymous-id', value })),
  { kind: 'user-id', value: 'null' },
];

/** Histories of a few people on shared and own devices: late, future and repeated events, links and unlinks, folded in any batches, with crashes and rebuilds between. */
export function historyProgram(types: EventTypes, folded: readonly EventType[]): fc.Arbitrary<HistoryStep[]> {
  const outside = types.all().filter(({ origin }) => origin === 'outside').map(({ type }) => type as EventType);
  const identity = fc.constantFrom(...PEOPLE);
  const touch = fc.record({
    kind: fc.constant('touch' as const),
    type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...folded) }, { weight: 1, arbitrary: fc.constantFrom(...outside) }),
    identities: fc.uniqueArray(identity, { minLength: 1, maxLength: 3, selector: ({ value }) => value }),
    offset: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -400 * DAY, max: 0 }) }, { weight: 2, arbitrary: fc.constantFrom(0, -HOUR, -DAY, -30 * DAY) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 * DAY }) }),
    order: fc.integer({ min: 1, max: 6 }),
    total: fc.constantFrom(0, 0.1, 0.2, 10, 19.99),
    category: fc.integer({ min: 0, max: 2 }),
    repeat: fc.boolean(),
  });
  const pair = fc.record({ kind: fc.constantFrom('link' as const, 'unlink' as const), a: identity, b: identity });
  return fc.array(
    fc.oneof(
      { weight: 12, arbitrary: touch },
      { weight: 3, arbitrary: pair },
      { weight: 3, arbitrary: fc.constant({ kind: 'fold' as const }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), commit: fc.integer({ min: 0, max: 4 }), written: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('rebuild' as const), projection: fc.nat({ max: 50 }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 300 }) }) },
    ),
    { minLength: 5, maxLength: 60 },
  );
}
