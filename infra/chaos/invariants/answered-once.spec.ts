import { answeredOnce, type LoggedEvent } from './answered-once';

describe('what is wrong with the answers of a back office', () => {
  const invoice = (orderId: string, id = orderId): LoggedEvent => ({ id, type: 'billing.invoice-issued', data: { orderId } });
  const opened = (caseId: string): LoggedEvent => ({ id: caseId, type: 'case.opened', data: { caseId } });
  const expected = [{ type: 'billing.invoice-issued', about: 'a' }, { type: 'case.opened', about: 'x' }] as const;

  it('is nothing where each order has an invoice and each complaint a case, beside other things', () => {
    expect(answeredOnce(expected, [opened('c'), { id: 'p', type: 'billing.invoice-paid', data: { orderId: 'z' } }, invoice('a')])).toEqual([]);
  });

  it('is an order without one', () => {
    expect(answeredOnce(expected, [opened('c')])).toEqual(['1 orders have no invoice in the log: a']);
  });

  it('is an order with two, also of different ids', () => {
    expect(answeredOnce(expected, [opened('c'), invoice('a', '1'), invoice('a', '2')])).toEqual(['order a has 2 invoices']);
  });

  it('is an invoice that no order asked for', () => {
    expect(answeredOnce(expected, [opened('c'), invoice('a'), invoice('b')])).toEqual(['an invoice is for order b, which nobody placed']);
  });

  it('is a complaint without a case, and a case that was opened twice', () => {
    expect(answeredOnce(expected, [invoice('a')])).toEqual(['of 1 complaints there are 0 cases, opened 0 times']);
    expect(answeredOnce(expected, [invoice('a'), opened('c'), opened('c')])).toEqual(['of 1 complaints there are 1 cases, opened 2 times']);
  });
});
