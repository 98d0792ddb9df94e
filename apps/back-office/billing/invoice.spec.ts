import { DAY, formatTime } from '#kernel';
import type { DataOf } from '#touchpoints';
import type { Told } from '../told';
import { billing, type Invoice, invoiceIdOf, outstanding } from './invoice';

const AT = Date.UTC(2026, 2, 1, 10);
const department = billing();
type Heard = Parameters<typeof department.hear>[1];

const about = { customerId: 'c-1', identity: { kind: 'user-id', value: 'ann' }, at: AT, recordedAt: AT + 50 };
const tell = <Type extends Heard['type']>(type: Type, data: DataOf[Type], id = `${type}-1`): Told<Type> => ({ ...about, id, type, data });
const ordered = tell('commerce.order-completed', { orderId: 'A-1', total: 59.9, currency: 'EUR' });
const cancelled = tell('commerce.order-cancelled', { orderId: 'A-1' });
const paid = tell('billing.invoice-paid', { invoiceId: 'I-A-1' });
const refunded = (total: number, id: string, currency = 'EUR'): Heard => tell('commerce.order-refunded', { orderId: 'A-1', total, currency }, id);

const hear = (...told: readonly Heard[]): Invoice => {
  const [first, ...rest] = told;
  return rest.reduce((invoice, each) => department.hear(invoice, each).work, department.hear(undefined, first!).work);
};
const overdueAfter = (days: number, ...told: readonly Heard[]): number => department.elapse(hear(...told), AT + days * DAY).facts.length;

describe('billing', () => {
  it('asks for the money of an order within 14 days from when it was recorded', () => {
    const { work, facts } = department.hear(undefined, ordered);
    expect(facts).toEqual([{ type: 'billing.invoice-issued', at: AT + 50, cause: ['I-A-1', 'issued'], data: { invoiceId: 'I-A-1', orderId: 'A-1', total: 59.9, currency: 'EUR', dueAt: formatTime(AT + 50 + 14 * DAY) } }]);
    expect(department.dueAt(work)).toBe(AT + 50 + 14 * DAY);
  });

  it('asks once, however often the order is told', () => {
    expect(department.hear(hear(ordered), ordered).facts).toEqual([]);
    expect(department.hear(hear(ordered), { ...ordered, id: 'another' }).facts).toEqual([]);
  });

  it('reminds once where no money has come, of what is still outstanding', () => {
    const late = department.elapse(hear(ordered, refunded(9.9, 'r-1')), AT + 15 * DAY);
    expect(late.facts).toEqual([{ type: 'billing.invoice-overdue', at: AT + 50 + 14 * DAY, cause: ['I-A-1', 'overdue'], data: { invoiceId: 'I-A-1', orderId: 'A-1', total: 50, currency: 'EUR', dueAt: formatTime(AT + 50 + 14 * DAY) } }]);
    expect([department.dueAt(late.work), department.elapse(late.work, AT + 99 * DAY).facts]).toEqual([undefined, []]);
  });

  it('does not remind before the day', () => {
    expect([overdueAfter(14, ordered), overdueAfter(15, ordered)]).toEqual([0, 1]);
  });

  it.each([
    ['paid', [ordered, paid]], ['paid before the order was told', [paid, ordered]], ['paid under the order and a number of others', [ordered, tell('billing.invoice-paid', { invoiceId: 'X-9', orderId: 'A-1' })]],
    ['cancelled', [ordered, cancelled]], ['refunded as a whole', [ordered, refunded(59.9, 'r-1')]], ['refunded in parts', [refunded(29.9, 'r-1'), ordered, refunded(30, 'r-2')]],
  ])('leaves in peace who has %s', (_, told) => {
    expect(overdueAfter(99, ...told)).toBe(0);
  });

  it('counts a refund that is told twice once, and none in another currency', () => {
    expect(outstanding(hear(ordered, refunded(30, 'r-1'), refunded(30, 'r-1'), refunded(5, 'r-2', 'CHF')))).toBe(29.9);
  });

  it('asks nothing for an order that was cancelled before it was told', () => {
    const { work, facts } = department.hear(hear(cancelled), ordered);
    expect([facts, department.dueAt(work)]).toEqual([[], undefined]);
  });

  it('has a number of its own also for an order with the longest of ids', () => {
    const id = 'x'.repeat(200);
    expect(invoiceIdOf(id)).toMatch(/^I-[0-9a-f-]{36}$/);
    expect(invoiceIdOf(`${id.slice(1)}y`)).not.toBe(invoiceIdOf(id));
  });
});
