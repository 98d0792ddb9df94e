import { given, type Given } from '#projections/test-kit';
import { backofficeStatus } from './backoffice-status.projection';

const said = (type: Parameters<Given['touch']>[0], at: string, data: object, history: Given = given(backofficeStatus)): Given => history.touch(type, at, data);
const LATER = '2026-02-01T00:00:00Z';

describe('what stands open between the customer and the back office', () => {
  it('an invoice holds promotions from when it is overdue until it is paid', () => {
    const issued = said('billing.invoice-issued', '2026-01-01T10:00:00Z', { invoiceId: 'I-1', orderId: 'A-1', total: 59.9, currency: 'EUR', dueAt: '2026-01-15' });
    const overdue = said('billing.invoice-overdue', '2026-01-15T10:00:00Z', { invoiceId: 'I-1', total: 59.9, currency: 'EUR' }, issued);
    const paid = said('billing.invoice-paid', '2026-01-20T10:00:00Z', { invoiceId: 'I-1' }, overdue);
    expect(paid.at('2026-01-02T00:00:00Z')).toMatchObject({
      openInvoices: 1, overdueInvoices: 0, promotions: { suppressed: false, because: [] },
      invoices: [{ invoiceId: 'I-1', orderId: 'A-1', state: 'issued', total: 59.9, currency: 'EUR', dueAt: '2026-01-15T00:00:00.000Z', since: '2026-01-01T10:00:00.000Z' }],
    });
    expect(paid.at('2026-01-16T00:00:00Z')).toMatchObject({ openInvoices: 1, overdueInvoices: 1, promotions: { suppressed: true, because: [{ id: 'I-1', state: 'overdue', since: '2026-01-15T10:00:00.000Z' }] } });
    expect(paid.at(LATER)).toMatchObject({ openInvoices: 0, invoices: [], promotions: { suppressed: false } });
  });

  it('a payment that failed holds them until the invoice is paid, a credit note never', () => {
    const failed = said('billing.payment-failed', '2026-01-03T10:00:00Z', { invoiceId: 'I-1', reason: 'card expired' });
    expect(failed.at(LATER)).toMatchObject({ overdueInvoices: 1, promotions: { because: [{ id: 'I-1', state: 'payment-failed' }] } });
    expect(said('billing.invoice-overdue', '2026-01-03T10:00:00Z', { invoiceId: 'C-1', total: -5, currency: 'EUR' }).at(LATER)).toMatchObject({ openInvoices: 0, promotions: { suppressed: false } });
  });

  it('goods hold promotions while they are late, and no longer when they are with the customer', () => {
    const dispatched = said('fulfilment.shipment-dispatched', '2026-01-01T10:00:00Z', { shipmentId: 'S-1', orderId: 'A-1' });
    const delayed = said('fulfilment.shipment-delayed', '2026-01-03T10:00:00Z', { shipmentId: 'S-1', expectedAt: '2026-01-06', reason: 'snow' }, dispatched);
    const delivered = said('fulfilment.shipment-delivered', '2026-01-07T10:00:00Z', { shipmentId: 'S-1' }, delayed);
    expect(delivered.at('2026-01-02T00:00:00Z')).toMatchObject({ openShipments: 1, lateShipments: 0, promotions: { suppressed: false } });
    expect(delivered.at('2026-01-04T00:00:00Z')).toMatchObject({ lateShipments: 1, shipments: [{ id: 'S-1', state: 'delayed', expectedAt: '2026-01-06T00:00:00.000Z', reason: 'snow' }], promotions: { suppressed: true } });
    expect(delivered.at(LATER)).toMatchObject({ openShipments: 0, promotions: { suppressed: false } });
  });

  it('production that is late holds them until the goods are on their way', () => {
    const late = said('fulfilment.production-delayed', '2026-01-01T10:00:00Z', { orderId: 'A-1', workOrderId: 'W-1' });
    const dispatched = said('fulfilment.shipment-dispatched', '2026-01-09T10:00:00Z', { shipmentId: 'S-1', orderId: 'A-1' }, late);
    expect(dispatched.at('2026-01-02T00:00:00Z')).toMatchObject({ lateShipments: 1, promotions: { because: [{ id: 'A-1', state: 'production-delayed' }] } });
    expect(dispatched.at(LATER)).toMatchObject({ openShipments: 1, lateShipments: 0, promotions: { suppressed: false } });
  });

  it('a case holds them until it is resolved, and again when it is reopened', () => {
    const opened = said('case.opened', '2026-01-01T10:00:00Z', { caseId: 'c' });
    const resolved = said('case.resolved', '2026-01-03T10:00:00Z', { caseId: 'c' }, said('case.assigned', '2026-01-02T10:00:00Z', { caseId: 'c', team: 'delivery' }, opened));
    const reopened = said('case.reopened', '2026-01-05T10:00:00Z', { caseId: 'c' }, resolved);
    expect(reopened.at('2026-01-02T12:00:00Z')).toMatchObject({ openCases: 1, cases: [{ caseId: 'c', state: 'open', team: 'delivery' }], promotions: { suppressed: true } });
    expect(reopened.at('2026-01-04T00:00:00Z')).toMatchObject({ openCases: 0, promotions: { suppressed: false } });
    expect(reopened.at(LATER)).toMatchObject({ openCases: 1, promotions: { because: [{ id: 'c', state: 'reopened' }] } });
  });

  it('an order that is cancelled takes its invoice and its goods with it', () => {
    const late = said('fulfilment.shipment-delayed', '2026-01-03T10:00:00Z', { orderId: 'A-1' }, said('billing.invoice-overdue', '2026-01-02T10:00:00Z', { invoiceId: 'I-1', orderId: 'A-1' }));
    expect(said('commerce.order-cancelled', '2026-01-04T10:00:00Z', { orderId: 'A-1' }, late).at(LATER)).toMatchObject({ openInvoices: 0, openShipments: 0, promotions: { suppressed: false } });
    expect(said('commerce.order-cancelled', '2026-01-04T10:00:00Z', { orderId: 'A-1' }).at(LATER)).toBeUndefined();
  });

  it('what is never heard of again holds nothing after sixty days', () => {
    const delayed = said('fulfilment.shipment-delayed', '2026-01-01T00:00:00Z', { shipmentId: 'S-1' });
    expect(delayed.at('2026-03-01T23:59:59Z')).toMatchObject({ promotions: { suppressed: true } });
    expect(delayed.at('2026-03-02T00:00:00Z')).toMatchObject({ openShipments: 1, promotions: { suppressed: false } });
  });

  it('takes words in any order, and ids that are names of the language', () => {
    const paid = said('billing.invoice-paid', '2026-01-20T10:00:00Z', { invoiceId: '__proto__' });
    expect(said('billing.invoice-overdue', '2026-01-15T10:00:00Z', { invoiceId: '__proto__' }, paid).at(LATER)).toMatchObject({ openInvoices: 0 });
  });
});
