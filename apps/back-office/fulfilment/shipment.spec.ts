import fc from 'fast-check';
import { DAY, formatTime } from '#kernel';
import type { DataOf } from '#touchpoints';
import type { Fact } from '../department';
import type { Told } from '../told';
import { fulfilment, FULFILMENT_TERMS, type Shipment } from './shipment';

const AT = Date.UTC(2026, 2, 1, 10);
const department = fulfilment();
type Heard = Parameters<typeof department.hear>[1];

const tell = <Type extends Heard['type']>(type: Type, data: DataOf[Type], day = 0): Told<Type> =>
  ({ customerId: 'c-1', identity: { kind: 'user-id', value: 'ann' }, id: `${type}-1`, type, data, at: AT + day * DAY, recordedAt: AT + day * DAY });
const ordered = tell('commerce.order-completed', { orderId: 'A-1', total: 59.9, currency: 'EUR' });
const cancelled = tell('commerce.order-cancelled', { orderId: 'A-1' });
const inProductionUntil = (day: number): Heard => tell('fulfilment.production-delayed', { orderId: 'A-1', expectedAt: formatTime(AT + day * DAY) });

const hear = (...told: readonly Heard[]): Shipment => {
  const [first, ...rest] = told;
  return rest.reduce((shipment, each) => department.hear(shipment, each).work, department.hear(undefined, first!).work);
};
/** What is stated by a day, and on which. */
const storyOf = (facts: readonly Fact[]): [string, number][] => facts.map(({ type, at }) => [type.replace('fulfilment.shipment-', ''), (at - AT) / DAY]);
const by = (day: number, shipment: Shipment, of = department): [string, number][] => storyOf(of.elapse(shipment, AT + day * DAY).facts);

describe('fulfilment', () => {
  it('sends an order after a day, and it is there two days later', () => {
    expect([by(0.9, hear(ordered)), by(1, hear(ordered)), by(30, hear(ordered))]).toEqual([[], [['dispatched', 1]], [['dispatched', 1], ['delivered', 3]]]);
    expect(department.elapse(hear(ordered), AT + DAY).facts[0]).toMatchObject({ cause: ['S-A-1', 'dispatched'], data: { shipmentId: 'S-A-1', orderId: 'A-1', carrier: 'Reference Post', expectedAt: formatTime(AT + 3 * DAY) } });
  });

  it('sends nothing that is cancelled before, also where the order is told later', () => {
    expect([by(30, hear(ordered, cancelled)), by(30, hear(cancelled, ordered))]).toEqual([[], []]);
  });

  it('brings what had left when it was cancelled', () => {
    const sent = department.elapse(hear(ordered), AT + DAY).work;
    expect(by(30, department.hear(sent, cancelled).work)).toEqual([['delivered', 3]]);
  });

  it.each([['after', [ordered, inProductionUntil(8)]], ['before', [inProductionUntil(8), ordered]]])('says once that an order is late which production holds up, told %s the order', (_, told) => {
    expect(by(30, hear(...told))).toEqual([['delayed', 5], ['dispatched', 8], ['delivered', 10]]);
    expect(department.elapse(hear(...told), AT + 5 * DAY).facts[0]?.data).toMatchObject({ expectedAt: formatTime(AT + 10 * DAY), reason: 'still in production' });
  });

  it('is in time where production is late and the promise is kept all the same', () => {
    expect(by(30, hear(ordered, inProductionUntil(3)))).toEqual([['dispatched', 3], ['delivered', 5]]);
  });

  it('waits for the word of a carrier that reports, and says when the promise is broken', () => {
    const reporting = fulfilment({ ...FULFILMENT_TERMS, transit: undefined });
    const sent = reporting.elapse(hear(ordered), AT + DAY).work;
    expect(by(30, sent, reporting)).toEqual([['delayed', 5]]);
    expect(by(30, reporting.hear(sent, tell('fulfilment.shipment-delivered', { shipmentId: 'S-A-1' }, 4)).work, reporting)).toEqual([]);
  });

  it('believes a carrier that says it will be late, and does not say so again', () => {
    const sent = department.elapse(hear(ordered), AT + DAY).work;
    expect(by(30, department.hear(sent, tell('fulfilment.shipment-delayed', { shipmentId: 'S-A-1', expectedAt: formatTime(AT + 9 * DAY) }, 2)).work)).toEqual([['delivered', 9]]);
  });

  it('has always something ahead or nothing at all, and tells the same story however often the clock strikes', () => {
    const heard = fc.array(fc.oneof(fc.constant(ordered), fc.constant(cancelled), fc.integer({ min: -3, max: 20 }).map(inProductionUntil),
      fc.integer({ min: 0, max: 12 }).map((day) => tell('fulfilment.shipment-delayed', { orderId: 'A-1', expectedAt: formatTime(AT + day * DAY) }, 1))), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(heard, fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), (told, days) => {
      const shipment = hear(...told);
      const strikes = [...days, 40].toSorted((a, b) => a - b);
      const stated: Fact[] = [];
      let work = shipment;
      for (const day of strikes) {
        const step = department.elapse(work, AT + day * DAY);
        work = step.work;
        stated.push(...step.facts);
        expect(department.dueAt(work) ?? Infinity).toBeGreaterThan(AT + day * DAY);
      }
      expect(stated).toEqual(department.elapse(shipment, AT + 40 * DAY).facts);
      expect(new Set(stated.map(({ cause }) => cause.join())).size).toBe(stated.length);
    }));
  });
});
