import { beginFold, type Fold, step } from './fold';
import { defineProjection } from './define-projection';
import { Snapshots } from './snapshots';

/** Counts; takes in anything that has a place. */
const counter = defineProjection<{ sum: number }>({ name: 'counter', version: 1, summary: 'Counts', initial: () => ({ sum: 0 }), onAny: (state) => { state.sum += 1; }, view: ({ sum }) => ({ sum }) });

/** A fold of so many events, one a millisecond, each state of which was offered. */
function folded(events: number): { fold: Fold; snapshots: Snapshots } {
  const fold = beginFold(counter) as Fold;
  const snapshots = new Snapshots();
  for (let index = 0; index < events; index++) {
    step(counter, fold, { type: 'web.page-viewed', occurredAt: index, position: BigInt(index + 1) } as Parameters<typeof step>[2]);
    snapshots.offer(fold);
  }
  return { fold, snapshots };
}

const place = (occurredAt: number): { occurredAt: number; position: bigint } => ({ occurredAt, position: 0n });

describe('snapshots', () => {
  it('answer with the state just before a place, and know none before the first', () => {
    const { snapshots } = folded(1_000);
    const before = snapshots.before(place(900));
    expect(before).toMatchObject({ state: { sum: before?.count }, last: { occurredAt: (before?.count ?? 0) - 1 } });
    expect(snapshots.before(place(0))).toBeUndefined();
    expect(snapshots.before(place(999))).toBeUndefined();
  });

  it('go back by little more than the event is late, however late that is', () => {
    for (const distance of [1, 100, 300, 1_000, 3_000, 10_000, 30_000]) {
      const before = folded(40_000).snapshots.before(place(40_000 - distance));
      expect(before?.count).toBeLessThanOrEqual(40_000 - distance);
      expect(40_000 - (before?.count ?? 0)).toBeLessThanOrEqual(1.5 * distance + 128);
    }
  });

  it('are few', () => {
    const text = JSON.stringify({ state: { sum: 40_000 }, last: [40_000, '40000'], count: 40_000 }).length;
    expect(folded(40_000).snapshots.size / text).toBeLessThan(40);
  });

  it('are dropped where they lack the late event, and come back as the fold goes on', () => {
    const { fold, snapshots } = folded(2_000);
    const rewound = snapshots.before(place(1_000));
    expect(snapshots.before(place(1_999))?.count).toBe(rewound?.count);
    for (let count = rewound?.count ?? 0; count < 2_000; count++) {
      step(counter, rewound as Fold<{ sum: number }>, { type: 'web.page-viewed', occurredAt: count, position: BigInt(count + 1) } as Parameters<typeof step>[2]);
      snapshots.offer(rewound as Fold);
    }
    expect(rewound?.count).toBe(fold.count);
    expect(snapshots.before(place(1_990))?.count).toBeGreaterThan(1_800);
  });
});
