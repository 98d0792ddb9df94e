import { fieldCauses } from './field-causes';

const event = (position: string) => ({ position, id: `event-${position}`, type: 'commerce.order-completed', occurredAt: '', recordedAt: '' });
const items = [
  { document: { customerId: 'c', asOf: 'x', orders: 1, first: 'monday', repeat: { x: 0, T: 0 } }, event: event('1'), at: '2026-01-01' },
  { document: { customerId: 'c', asOf: 'y', orders: 2, first: 'monday', repeat: { x: 1, T: 9 } }, event: event('2'), at: '2026-01-10' },
  { document: { customerId: 'c', asOf: 'z', orders: 2, first: 'monday', repeat: { x: 1, T: 9 }, stage: 'lapsed' }, event: null, at: '2026-06-01' },
];
const now = { customerId: 'c', asOf: 'now', orders: 2, first: 'monday', repeat: { x: 1, T: 300 }, stage: 'lapsed' };

describe('what made the fields of a document what they are', () => {
  const causes = new Map(fieldCauses(items, now, '2026-11-01').map(({ path, since, event: by }) => [path, [since, by?.position ?? null]]));

  it('names the event that last changed each field', () => {
    expect(causes.get('orders')).toEqual(['2026-01-10', '2']);
    expect(causes.get('first')).toEqual(['2026-01-01', '1']);
    expect(causes.get('repeat.x')).toEqual(['2026-01-10', '2']);
  });

  it('names time where no event did it', () => {
    expect(causes.get('stage')).toEqual(['2026-06-01', null]);
    expect(causes.get('repeat.T')).toEqual(['2026-11-01', null]);
  });

  it('leaves out where the document stands, and fields that are gone', () => {
    expect([...causes.keys()].toSorted()).toEqual(['first', 'orders', 'repeat.T', 'repeat.x', 'stage']);
    expect(fieldCauses(items, { orders: 2 }, 'now').map(({ path }) => path)).toEqual(['orders']);
  });
});
