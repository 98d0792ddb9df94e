import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type DataOf } from './catalogue';
import { TouchpointCheck } from './check';
import { EventTypes } from './event-types';

/** The contract's catalogue, section "A touchpoint". */
const CONTRACT: Readonly<Record<string, string>> = {
  web: 'visit-started page-viewed searched product-viewed form-submitted error-shown help-viewed',
  commerce: `product-added product-removed checkout-started order-completed order-cancelled order-refunded quote-issued quote-accepted quote-expired product-configured
    product-reviewed wishlist-added subscription-started subscription-renewed subscription-cancelled store-order-recorded`,
  email: 'sent delivered opened clicked bounced complained unsubscribed replied',
  messaging: 'sent delivered received clicked failed',
  chat: 'started message-posted ended',
  call: 'received placed ended dispositioned',
  meeting: 'held',
  post: 'sent',
  social: 'mentioned commented followed message-posted',
  survey: 'answered',
  feedback: 'received',
  case: 'opened assigned solution-proposed resolved reopened',
  billing: 'invoice-issued invoice-paid invoice-overdue payment-failed',
  fulfilment: 'shipment-dispatched shipment-delivered shipment-delayed production-delayed',
  cost: 'incurred',
  profile: 'trait-observed life-stage-changed',
  lead: 'captured qualified disqualified',
  identity: 'linked unlinked',
  permission: 'granted confirmed withdrawn',
  preference: 'contact-set topic-subscribed topic-unsubscribed',
  loyalty: 'points-earned points-redeemed points-expired',
};
const BY_CALL = [
  'identity.linked', 'identity.unlinked', 'model.fitted', 'subscription.created', 'subscription.changed', 'subscription.paused', 'subscription.resumed', 'subscription.deleted', 'subscription.secret-rotated', 'subscription.replay-requested',
];
const DERIVED = ['lifecycle.customer-merged', 'lifecycle.stage-entered', 'lifecycle.stage-restated', 'intake.quarantined', 'intake.released', 'subscription.disabled'];

const types = new EventTypes();
const check = new TouchpointCheck(types);
const promised = Object.entries(CONTRACT).flatMap(([channel, facts]) => facts.split(/\s+/).map((fact) => `${channel}.${fact}`));

describe('the catalogue', () => {
  it.each(promised)('has %s, as the contract says', (type) => {
    expect(types.get(type)?.origin).toBe(BY_CALL.includes(type) ? 'call' : 'outside');
  });

  it('has what has a call of its own, and what the system derives; types beyond the contract come from outside', () => {
    expect(catalogue.filter(({ origin }) => origin === 'call').map(({ type }) => type).sort()).toEqual([...BY_CALL].sort());
    expect(catalogue.filter(({ origin }) => origin === 'system').map(({ type }) => type).sort()).toEqual([...DERIVED].sort());
  });

  it('keeps each type in the file of its name', () => {
    const files = readdirSync(join(__dirname, 'types'), { recursive: true, encoding: 'utf8' });
    for (const { type } of catalogue) expect(files).toContain(`${type.replace('.', '/')}.ts`);
  });

  it('tells who began it', () => {
    const begun = Object.fromEntries(catalogue.map(({ type, initiator }) => [type, initiator]));
    expect(begun).toMatchObject({ 'email.sent': 'company', 'email.opened': 'customer', 'email.bounced': 'system' });
    expect(begun).toMatchObject({ 'call.received': 'customer', 'call.placed': 'company', 'billing.invoice-overdue': 'company' });
  });
});

describe.each(catalogue.map((type) => [type.type, type] as const))('%s', (type, { data, example }) => {
  it('accepts its own example', () => {
    expect(check.check(type, example)).toEqual([]);
    expect(check.check(type, types.describe(type)?.example.data)).toEqual([]);
    expect(JSON.parse(JSON.stringify(example))).toEqual(example);
  });

  it('asks for little', () => {
    const { required = [] } = types.describe(type)?.schema as { readonly required?: readonly string[] };
    expect(required.length).toBeLessThanOrEqual(types.get(type)?.origin === 'outside' ? 3 : 6);
  });

  it('has a class named like no other', () => {
    expect(catalogue.filter((other) => other.data.name === data.name)).toHaveLength(1);
  });
});

it('gives handlers the data of each type', () => {
  const order: DataOf['commerce.order-completed'] = { orderId: 'A-1', total: 1, currency: 'EUR', items: [{ productId: 'tea-7' }] };
  const page: DataOf['web.page-viewed'] = { url: '/' };
  // @ts-expect-error a total is a number
  const wrong: DataOf['commerce.order-refunded'] = { orderId: 'A-1', total: 'ten', currency: 'EUR' };
  expect([order.total, page.url, wrong.orderId]).toEqual([1, '/', 'A-1']);
});
