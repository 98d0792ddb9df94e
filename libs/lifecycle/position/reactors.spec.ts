import type { Change } from '#projections';
import { EventTypes } from '#touchpoints';
import { customerMerged } from './customer-merged.reactor';
import { lifecyclePosition } from './lifecycle-position.projection';
import { stageEntered } from './stage-entered.reactor';

const NOW = Date.UTC(2026, 2, 1);
const document = { stage: 'visitor', phase: 'selection', since: '2026-02-01T00:00:00.000Z', reasons: ['a visit'] };
const customer = { id: 'c-1', members: [{ stream: 'identity-c-1', kind: 'user-id', value: 'ann', since: NOW, firstSeen: 1n }] };
const change = (more: Partial<Change>): Change => ({ projection: lifecyclePosition(1), customer, before: null, after: null, cause: undefined, ...more });
const idsOf = (reactor: typeof stageEntered, more: Partial<Change>): string[] => reactor.react(change(more), NOW).map(({ id }) => id);

describe('the facts of a merge and of a split', () => {
  it('are the same when told again, and others when the same happens again later', () => {
    for (const [reactor, what] of [[stageEntered, { after: document }], [customerMerged, { before: document, into: 'c-2' }]] as const) {
      expect(idsOf(reactor, { ...what, reshapedAt: 7n })).toHaveLength(1);
      expect(idsOf(reactor, { ...what, reshapedAt: 7n })).toEqual(idsOf(reactor, { ...what, reshapedAt: 7n }));
      expect(idsOf(reactor, { ...what, reshapedAt: 7n })).not.toEqual(idsOf(reactor, { ...what, reshapedAt: 9n }));
    }
  });

  it('say who has become one with whom, as the catalogue has it', () => {
    const [fact] = customerMerged.react(change({ before: document, into: 'c-2', reshapedAt: 7n }), NOW);
    expect(fact).toMatchObject({ type: 'lifecycle.customer-merged', stream: 'lifecycle-c-1', data: { customerId: 'c-1', mergedInto: 'c-2' }, identities: [{ kind: 'user-id', value: 'ann' }], causedBy: { position: '7', projection: 'lifecycle-position' } });
    expect(new EventTypes().get('lifecycle.customer-merged')).toBeDefined();
  });

  it('are none where nobody stood under that id, or where she still does', () => {
    expect([idsOf(customerMerged, { into: 'c-2' }), idsOf(customerMerged, { before: document, after: document }), idsOf(customerMerged, { before: document }), idsOf(stageEntered, { before: document, into: 'c-2' })]).toEqual([[], [], [], []]);
  });
});
