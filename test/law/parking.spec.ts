import { defineProjection, ProjectionCatalogue, type ProjectorStatus } from '#projections';
import type { HistoryStep } from '#projections/test-kit';
import { onFreshEngines } from './on-fresh-engines';

/** Counts touches, and cannot fold a poisoned one until it is mended. */
function fragile(): { readonly catalogue: ProjectionCatalogue; mended: boolean } {
  const mutable = { mended: false };
  const counter = defineProjection<{ touches: number }>({
    name: 'counter', version: 1, summary: 'Touches', fields: { touches: 'number' }, initial: () => ({ touches: 0 }),
    onAny: (state, { type }) => {
      if (type === 'web.error-shown' && !mutable.mended) throw new Error('cannot fold this');
      state.touches += 1;
    },
    view: ({ touches }) => ({ touches }),
  });
  const sturdy = defineProjection<{ touches: number }>({ name: 'sturdy', version: 1, summary: 'Touches', initial: () => ({ touches: 0 }), onAny: (state) => { state.touches += 1; }, view: ({ touches }) => ({ touches }) });
  return Object.assign(mutable, { catalogue: new ProjectionCatalogue([counter, sturdy]) });
}

const touch = (who: string, type: 'web.page-viewed' | 'web.error-shown'): HistoryStep => ({ kind: 'touch', type, identities: [{ kind: 'user-id', value: who }], offset: 0, order: 1, total: 1, category: 0, repeat: false });
const parkedIn = ({ projections }: ProjectorStatus, name: string): number | undefined => projections.find((each) => each.name === name)?.parked;

describe('an event that cannot be folded', () => {
  it('parks one customer in one projection; others flow, and a mended fold releases it', async () => {
    const subject = fragile();
    await onFreshEngines(async (bench, { directory, store, projector }) => {
      await bench.perform([touch('ann', 'web.page-viewed'), { kind: 'fold' }, touch('ann', 'web.error-shown'), touch('bob', 'web.page-viewed'), { kind: 'fold' }, touch('ann', 'web.page-viewed')]);
      const everybody = await directory.page(undefined, 10);
      const [ann, bob] = ['ann', 'bob'].map((value) => everybody.find(({ members }) => members[0]?.value === value)?.id ?? '');
      const touches = async (): Promise<Record<string, unknown>> => {
        const documents = await bench.live();
        return Object.fromEntries(Object.entries(documents).map(([key, document]) => [key.replace(ann ?? '', 'ann').replace(bob ?? '', 'bob'), (JSON.parse(document) as { touches: number }).touches]));
      };
      expect(await touches()).toEqual({ 'counter ann': 1, 'counter bob': 1, 'sturdy ann': 3, 'sturdy bob': 1 });
      const restarted = projector(store);
      await restarted.catchUp();
      expect([parkedIn(restarted.status(), 'counter'), parkedIn(restarted.status(), 'sturdy')]).toEqual([1, 0]);

      subject.mended = true;
      const released = restarted.retryParked('counter', ann ?? '');
      await restarted.catchUp();
      expect(await released).toBe(true);
      expect(parkedIn(restarted.status(), 'counter')).toBe(0);
      expect(await touches()).toMatchObject({ 'counter ann': 3 });
    }, { catalogue: subject.catalogue });
  });
});
