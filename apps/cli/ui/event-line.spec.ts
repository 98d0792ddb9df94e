import { dataLine, eventLine, logLine } from './event-line';

const event = {
  position: '12', id: 'a', type: 'commerce.order-completed', occurredAt: '2026-03-01T10:15:00.000Z', recordedAt: '2026-03-01T10:15:01.000Z', identities: [{ kind: 'user-id', value: '42' }],
  data: { orderId: 'A-1', total: 59.9, currency: 'EUR', items: [{ productId: 'tea-7' }] },
};

describe('an event on one line', () => {
  it('says when, what and the plain facts', () => {
    expect(eventLine(event)).toBe('2026-03-01T10:15:00.000Z  commerce.order-completed  orderId=A-1 total=59.9 currency=EUR items[1]');
  });

  it('says position and who, in the log', () => {
    expect(logLine(event)).toBe('      12  2026-03-01T10:15:00.000Z  commerce.order-completed  user-id:42  orderId=A-1 total=59.9 currency=EUR items[1]');
    expect(logLine({ ...event, identities: [], data: {} })).toBe('      12  2026-03-01T10:15:00.000Z  commerce.order-completed');
  });

  it('stays on one line whatever the text', () => {
    expect(dataLine({ text: `one\ntwo ${'x'.repeat(100)}`, empty: '', nested: { a: 1 }, none: null })).toBe(`text=one two ${'x'.repeat(31)}…`);
  });
});
