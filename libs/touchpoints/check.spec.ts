import { TouchpointCheck } from './check';
import { declare } from './declaration';
import { defineTouchpoint } from './define-touchpoint';
import { EventTypes } from './event-types';

const check = new TouchpointCheck(new EventTypes());
const ORDER = 'commerce.order-completed';
const order = { orderId: 'A-1', total: 59.9, currency: 'EUR', items: [{ productId: 'tea-7', quantity: 2, price: 29.95 }] };

function nest(depth: number): unknown {
  return JSON.parse(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`);
}

describe('valid data', () => {
  it('has no faults, told by one shared list that nobody can add to', () => {
    const faults = check.check(ORDER, order);
    expect(faults).toEqual([]);
    expect(check.check('web.page-viewed', { url: '/' })).toBe(faults);
    expect(Object.isFrozen(faults)).toBe(true);
  });

  it('keeps its unknown properties, and is not touched', () => {
    const data = { ...order, giftWrap: { colour: 'red' }, items: [{ productId: 'a', engraving: 'Ann' }] };
    const before = structuredClone(data);
    expect(check.check(ORDER, data)).toEqual([]);
    expect(data).toEqual(before);
  });

  it('may have null where a property is optional', () => {
    expect(check.check(ORDER, { ...order, items: null, coupon: null })).toEqual([]);
  });
});

describe('invalid data', () => {
  it('is told all its faults at once, each with its path', () => {
    const faults = check.check(ORDER, { orderId: 'x', total: 'ten' });
    expect(faults).toEqual([
      { path: 'data.total', code: 'type', message: 'total must be a number' },
      { path: 'data.currency', code: 'required', message: 'currency is required' },
    ]);
  });

  it('is told the place within lists', () => {
    const faults = check.check(ORDER, { ...order, items: [{ productId: 'a' }, { productId: 7, price: '1' }, null, 'tea'] });
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual(['data.items.1.productId type', 'data.items.1.price type', 'data.items.2 type', 'data.items.3 type']);
  });

  it('is told in words that name the property and the rule, never the value', () => {
    const secret = 'SECRET-4711';
    const faults = [
      ...check.check(ORDER, { orderId: secret.repeat(100), total: secret, currency: secret, items: [secret, { productId: [secret], quantity: secret }], coupon: { secret } }),
      ...check.check('email.bounced', { messageId: [secret], kind: secret }),
      ...check.check('lead.captured', { products: [secret.repeat(1_000), { secret }] }),
      ...check.check('model.fitted', { name: 'a', version: 1, asOf: secret, customers: 1, parameters: secret }),
    ];
    expect(faults.length).toBeGreaterThan(10);
    for (const { path, code, message } of faults) {
      expect(path).toMatch(/^data\.[A-Za-z0-9.]+$/);
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(message).toMatch(/^[A-Za-z0-9.]+ (must|is required)/);
      expect(message).not.toContain('SECRET');
    }
    expect(faults.find(({ path }) => path === 'data.kind')).toEqual({ path: 'data.kind', code: 'not-allowed', message: 'kind must be one of hard, soft' });
  });

  it.each([[undefined, 'required'], [null, 'required'], ['text', 'type'], [5, 'type'], [true, 'type'], [[], 'type'], [[order], 'type']])('is one fault at data where it is %j', (data, code) => {
    expect(check.check(ORDER, data)).toEqual([{ path: 'data', code, message: code === 'required' ? 'data is required' : 'data must be an object' }]);
  });

  it('is one fault at type where the catalogue has no such type', () => {
    for (const type of ['no.such-type', '__proto__', 'constructor', '']) expect(check.check(type, {})).toEqual([expect.objectContaining({ path: 'type', code: 'unknown-type' })]);
  });

  it('is refused also where only the compiled check finds a fault', () => {
    class Data {
      list!: readonly object[];
    }
    declare(Data.prototype, 'list', { schema: { type: 'array', items: { type: 'object', required: ['weight'], properties: { weight: { type: 'number', minimum: 3 } } } } });
    const odd = new TouchpointCheck(new EventTypes([defineTouchpoint({ type: 'test.odd', data: Data, example: { list: [] } })]));
    expect(odd.check('test.odd', { list: [] })).toEqual([]);
    expect(odd.check('test.odd', { list: [{}] })).toEqual([{ path: 'data.list.0.weight', code: 'required', message: 'weight is required' }]);
    expect(odd.check('test.odd', { list: [{ weight: 2 }] })).toEqual([{ path: 'data.list.0.weight', code: 'too-small', message: 'weight must be >= 3' }]);
  });
});

describe('hostile data', () => {
  it('gains nothing from keys that JavaScript holds dear', () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', 'toJSON']) {
      const evil = (more: object): unknown => JSON.parse(JSON.stringify({ ...more, PLACE: { polluted: true, orderId: 'x', total: 1, currency: 'EUR' } }).replace('PLACE', key));
      expect(check.check(ORDER, evil(order))).toEqual([]);
      expect(check.check(ORDER, evil({ orderId: 'x' })).map(({ path }) => path)).toEqual(['data.total', 'data.currency']);
      expect(check.check(ORDER, { ...order, items: [evil({}), evil({ productId: 'a' })] }).map(({ path }) => path)).toEqual(['data.items.0.productId']);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('is not thrown off by null or foreign values under such keys', () => {
    for (const value of [null, 5, 'Array', []]) {
      const faults = check.check('identity.linked', { a: { constructor: value }, b: { constructor: value, then: value } });
      expect(faults.map(({ code }) => code)).toEqual(['required', 'required', 'required', 'required']);
    }
  });

  it('may nest as deep as it likes where nothing is declared', () => {
    const deep = nest(100_000);
    expect(check.check(ORDER, { ...order, deep })).toEqual([]);
    expect(check.check(ORDER, { deep, orderId: deep, total: deep }).map(({ path }) => path)).toEqual(['data.orderId', 'data.total', 'data.currency']);
    expect(check.check('profile.trait-observed', { traits: { deep } })).toEqual([]);
    const faults = check.check('identity.linked', { a: { deep }, b: deep, reason: [deep] });
    expect(faults.map(({ path }) => path).sort()).toEqual(['data.a.kind', 'data.a.value', 'data.b.kind', 'data.b.value', 'data.reason']);
  });

  it('cannot buy work with long lists: what is over the limit is not looked at', () => {
    const items = Array.from({ length: 1_000_000 }, () => ({}));
    const began = performance.now();
    const faults = check.check(ORDER, { ...order, items });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(faults[0]).toEqual({ path: 'data.items', code: 'too-many', message: 'items must have at most 1,000 elements' });
    expect(faults).toHaveLength(1_001);
    expect(check.check('lead.captured', { products: Array.from({ length: 1_000_000 }, () => '') })).toHaveLength(1_001);
  });

  it('cannot buy work with long text', () => {
    const began = performance.now();
    expect(check.check('chat.message-posted', { text: '🍵'.repeat(5_000_000) }).map(({ code }) => code)).toEqual(['too-long']);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
