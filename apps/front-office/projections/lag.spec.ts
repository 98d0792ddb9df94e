import { defineProjection, MODEL_FITTED, type Projection } from '#projections';
import { EventTypes } from '#touchpoints';
import { type Behind, lagOf } from './lag';

const eventTypes = new EventTypes();
const orders = defineProjection({ name: 'orders', version: 1, summary: 'orders', initial: () => ({ orders: 0 }), on: { 'commerce.order-completed': (state) => { state.orders += 1; } }, view: (state) => ({ ...state }) });
const everything = defineProjection({ name: 'everything', version: 1, summary: 'all touches', initial: () => ({ touches: 0 }), onAny: (state) => { state.touches += 1; }, view: (state) => ({ ...state }) });
const scored = { ...orders, name: 'scored', reference: 'cuts' } as Projection;

const waiting = (...types: string[]): Behind => ({ now: 10_000, events: types.map((type, index) => ({ type, recordedAt: 1_000 * (index + 1) })) });

describe('how far a projection is behind', () => {
  it('counts what it folds, since the oldest of it', () => {
    expect(lagOf(orders as Projection, waiting('web.page-viewed', 'commerce.order-completed', 'commerce.order-completed'), eventTypes)).toEqual({ events: 2, seconds: 8 });
    expect(lagOf(everything as Projection, waiting('web.page-viewed', 'commerce.order-completed', 'lifecycle.stage-entered'), eventTypes)).toEqual({ events: 2, seconds: 9 });
  });

  it('is not behind for facts that change none of its documents', () => {
    expect(lagOf(orders as Projection, waiting('web.page-viewed', 'lifecycle.stage-entered', MODEL_FITTED, 'subscription.created'), eventTypes)).toEqual({ events: 0, seconds: 0 });
  });

  it('is behind for who is who, and for the figures that its view needs', () => {
    expect(lagOf(orders as Projection, waiting('identity.linked'), eventTypes).events).toBe(1);
    expect(lagOf(scored, waiting(MODEL_FITTED), eventTypes).events).toBe(1);
  });

  it('counts positions where there are more than were looked at', () => {
    expect(lagOf(orders as Projection, { ...waiting('commerce.order-completed'), more: 250_000 }, eventTypes).events).toBe(250_000);
  });
});
