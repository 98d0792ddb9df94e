import type { ExpectedAnswer } from '../traffic/expected-answers';

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What is wrong with the answers of the back office in the log: orders without an invoice or with two, fewer or more cases than complaints, and what nothing asked for. */
export function answeredOnce(expected: readonly ExpectedAnswer[], events: readonly LoggedEvent[]): string[] {
  const invoices = new Map<string, number>();
  for (const { type, data } of events) {
    const order = String(data['orderId']);
    if (type === 'billing.invoice-issued') invoices.set(order, (invoices.get(order) ?? 0) + 1);
  }
  const orders = expected.filter(({ type }) => type === 'billing.invoice-issued').map(({ about }) => about);
  const wanting = orders.filter((order) => !invoices.has(order));
  const [complaints, cases] = [expected.filter(({ type }) => type === 'case.opened').length, new Set(events.filter(({ type }) => type === 'case.opened').map(({ data }) => data['caseId']))];
  const opened = events.filter(({ type }) => type === 'case.opened').length;
  const ordered = new Set(orders);
  return [
    ...(wanting.length > 0 ? [`${String(wanting.length)} orders have no invoice in the log: ${wanting.slice(0, 10).join(', ')}`] : []),
    ...[...invoices].filter(([, count]) => count > 1).map(([order, count]) => `order ${order} has ${String(count)} invoices`),
    ...[...invoices.keys()].filter((order) => !ordered.has(order)).map((order) => `an invoice is for order ${order}, which nobody placed`),
    ...(cases.size === complaints && opened === complaints ? [] : [`of ${String(complaints)} complaints there are ${String(cases.size)} cases, opened ${String(opened)} times`]),
  ];
}
