import { given, type Given } from '#projections/test-kit';
import { lifecyclePosition } from './lifecycle-position.projection';

const position = lifecyclePosition(1);
const start = (): Given => given(position);
const order = (history: Given, at: string, orderId: string, category = 'tea', total = 10): Given => history.touch('commerce.order-completed', at, { orderId, total, items: [{ productId: orderId, category }] });
const anonymous = { identities: [{ kind: 'anonymous-id', value: 'cookie' }] };

describe('lifecycle position', () => {
  it('begins with a visitor, who becomes a prospect when met by name', () => {
    const history = start().touch('web.page-viewed', '2026-01-01T10:00:00Z', {}, anonymous).touch('email.opened', '2026-01-02T10:00:00Z');
    expect(history.at('2026-01-01T11:00:00Z')).toMatchObject({ phase: 'selection', stage: 'visitor', previousStage: null });
    expect(history.at('2026-01-03T00:00:00Z')).toMatchObject({ stage: 'prospect', since: '2026-01-02T10:00:00.000Z', previousStage: 'visitor' });
  });

  it('follows a lead to its verdict', () => {
    const history = start().touch('lead.captured', '2026-01-01T10:00:00Z').touch('lead.qualified', '2026-01-05T10:00:00Z').touch('lead.disqualified', '2026-01-09T10:00:00Z');
    expect(history.at('2026-01-02T00:00:00Z')).toMatchObject({ stage: 'lead' });
    expect(history.at('2026-01-06T00:00:00Z')).toMatchObject({ stage: 'qualified-lead', previousStage: 'lead' });
    expect(history.at('2026-01-10T00:00:00Z')).toMatchObject({ stage: 'prospect', previousStage: 'qualified-lead' });
  });

  it('counts two orders of one day as one purchase', () => {
    const history = order(order(start(), '2026-01-01T10:00:00Z', 'a'), '2026-01-01T18:00:00Z', 'b');
    expect(history.at('2026-01-02T00:00:00Z')).toMatchObject({ phase: 'acquisition', stage: 'first-time' });
  });

  it('extends only a regular buyer, and only by what is of another kind', () => {
    const twoKinds = order(order(start(), '2026-01-01T10:00:00Z', 'a', 'tea'), '2026-02-01T10:00:00Z', 'b', 'books');
    expect(twoKinds.at('2026-02-02T00:00:00Z')).toMatchObject({ stage: 'regular' });
    expect(order(twoKinds, '2026-03-01T10:00:00Z', 'c', 'tea').at('2026-03-02T00:00:00Z')).toMatchObject({ stage: 'regular' });
    expect(order(twoKinds, '2026-03-01T10:00:00Z', 'c', 'books').at('2026-03-02T00:00:00Z')).toMatchObject({ phase: 'extension', stage: 'extended', previousStage: 'regular' });
  });

  it('goes back a stage when an order is cancelled, and says so', () => {
    const history = order(order(start(), '2026-01-01T10:00:00Z', 'a'), '2026-02-01T10:00:00Z', 'b').touch('commerce.order-cancelled', '2026-02-03T10:00:00Z', { orderId: 'b' });
    expect(history.at('2026-02-02T00:00:00Z')).toMatchObject({ stage: 'regular' });
    expect(history.at('2026-02-04T00:00:00Z')).toMatchObject({ stage: 'first-time', since: '2026-02-03T10:00:00.000Z', previousStage: 'regular' });
  });

  it('does not revert for a refund of a part', () => {
    const history = order(start(), '2026-01-01T10:00:00Z', 'a').touch('commerce.order-refunded', '2026-01-02T10:00:00Z', { orderId: 'a', total: 4, currency: 'EUR' });
    expect(history.at('2026-01-03T00:00:00Z')).toMatchObject({ stage: 'first-time' });
    expect(history.touch('commerce.order-refunded', '2026-01-05T10:00:00Z', { orderId: 'a', total: 6, currency: 'EUR' }).at('2026-01-06T00:00:00Z')).toMatchObject({ stage: 'prospect', since: '2026-01-05T10:00:00.000Z' });
  });

  it('measures silence by the customer\'s own cadence: a weekly buyer is at risk long before a quarterly one', () => {
    const every = (days: number): Given => Array.from({ length: 6 }, (_, index) => index).reduce((history, index) => order(history, new Date(Date.UTC(2026, 0, 1) + index * days * 86_400_000).toISOString(), `o-${String(index)}`), start());
    const silentFor = (days: number, pause: number): unknown => every(days).at(new Date(Date.UTC(2026, 0, 1) + (5 * days + pause) * 86_400_000).toISOString())?.['stage'];
    expect([silentFor(7, 60), silentFor(90, 60)]).toEqual(['at-risk', 'regular']);
    expect([silentFor(7, 150), silentFor(90, 150)]).toEqual(['lapsed', 'regular']);
  });

  it('wins back whoever buys after having lapsed, and a buyer who was only at risk is regular again', () => {
    const history = order(order(start(), '2024-01-01T10:00:00Z', 'a'), '2024-02-01T10:00:00Z', 'b');
    expect(order(history, '2024-07-01T10:00:00Z', 'c').at('2024-07-02T00:00:00Z')).toMatchObject({ stage: 'regular', previousStage: 'at-risk' });
    expect(order(history, '2025-12-01T10:00:00Z', 'c').at('2025-12-02T00:00:00Z')).toMatchObject({ phase: 'retention', stage: 'won-back', previousStage: 'lapsed' });
    expect(order(order(history, '2025-12-01T10:00:00Z', 'c'), '2026-01-01T10:00:00Z', 'd').at('2026-01-02T00:00:00Z')).toMatchObject({ stage: 'regular', previousStage: 'won-back' });
  });

  it('says beforehand when silence will change the stage, to the millisecond', () => {
    const state = position.initial();
    const history = order(order(start(), '2026-01-01T10:00:00Z', 'a'), '2026-02-01T10:00:00Z', 'b');
    expect(position.dueAt(state, 0)).toBeUndefined();
    const atRisk = String(history.at('2028-01-01T00:00:00Z')?.['since']);
    expect(history.at(atRisk)).toMatchObject({ stage: 'lapsed', since: atRisk });
    expect(history.at(new Date(Date.parse(atRisk) - 1).toISOString())).toMatchObject({ stage: 'at-risk' });
  });
});
