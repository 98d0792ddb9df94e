/** In every value that is sent: no log line and no error may repeat it. */
export const MARK = 'zz-private-zz';

/** Texts for path and query parameters. */
export const TEXTS: readonly string[] = [
  MARK, 'null', 'undefined', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'NaN', 'true', '0', '-1', '1e309', '00000000000000000000', '9'.repeat(99), `${MARK}@example.org`,
  '\u0000', '\n', ' ', '%', '%25', '../../etc/passwd', '..%2f..%2f', '\uD83D\uDE00', '\u202E', '\uFEFF', 'a'.repeat(999), `${MARK}${'é'.repeat(300)}`, '\' OR 1=1 --', '"; DROP TABLE events; --', '$where', '{"$gt":""}',
  '1969-07-20T20:17:40Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '2026-02-30', '1900-01-01', '2199-12-31T23:59:59.999Z', 'profile', 'purchasing', 'rfm', 'user-id',
  tokenOf([]), tokenOf({}), tokenOf(['quarantine', 'x']), tokenOf(['quarantine', -1]), tokenOf(['quarantine', null]), tokenOf(['customers', {}]), tokenOf(['["events",null,"forwards"]', '99999999999999999999999']), tokenOf(['["events",null,"forwards"]', {}]),
];

/** Names of query parameters beside those that a call has. */
export const NAMES: readonly string[] = ['__proto__', 'constructor', 'constructor.prototype', '__proto__[polluted]', 'purchasing.__proto__', 'profile.constructor[gte]', 'purchasing.revenue[$gt]', 'purchasing.revenue[gte][lte]', 'profile.', '.', '[]', '', 'a'.repeat(2_000), 'limit[]', 'at[0]'];

const deep = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const identity = { kind: 'user-id', value: MARK };
const touchpoint = (more: object): string => JSON.stringify({ id: `g-${MARK}`, type: 'web.page-viewed', identities: [identity], data: { url: `https://shop.example/${MARK}` }, ...more });

/** Bodies that claim to be JSON. */
export const JSON_BODIES: readonly (string | Buffer)[] = [
  '', ' ', 'null', 'true', '0', '-0', '1e999', '""', `"${MARK}"`, '[]', '[[]]', '{}', '{', '}', '[1,', '{"a":}', `{"${MARK}`, '{"batch":null}', '{"batch":{}}', '{"batch":[null,1,"x",[],{}]}', `{"batch":"${MARK}"}`, '{"batch":{"length":1e9}}',
  '{"__proto__":{"batch":[]}}', '{"constructor":{"prototype":{"polluted":true}}}', `{"kind":"__proto__","value":"${MARK}"}`, '{"kind":"user-id","value":null}', '{"kind":["user-id"],"value":{"toString":1}}', '{"a":{"kind":"user-id","value":"x"},"b":null}',
  `{"a":{"kind":"user-id","value":"${MARK}"},"b":{"kind":"user-id","value":"${MARK}"}}`, '{"a":{"kind":"constructor","value":"__proto__"},"b":{"kind":"email","value":"null"}}', '{"version":1e400}', '{"version":"1"}', '{"version":-1}', '{"version":999999999999999999999}', '{"version":{}}', '{"to":"9999-12-31T23:59:59Z"}', '{"to":{}}', '{"at":[]}',
  deep(20_000, '[', ']'), `{"batch":[${deep(20_000, '{"a":', '')}1${'}'.repeat(20_000)}]}`, touchpoint({ data: JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`) as object }),
  touchpoint({ id: '__proto__' }), touchpoint({ id: null }), touchpoint({ id: '' }), touchpoint({ id: 'x'.repeat(201) }), touchpoint({ id: 7 }), touchpoint({ id: '\u0000' }), touchpoint({ type: '__proto__' }), touchpoint({ type: 'constructor' }), touchpoint({ type: ['web.page-viewed'] }), touchpoint({ type: 'decision.made' }),
  touchpoint({ identities: Array.from({ length: 100 }, (_, index) => ({ kind: 'user-id', value: `${MARK}-${String(index)}` })) }), touchpoint({ identities: {} }), touchpoint({ identities: [null, 1, []] }), touchpoint({ identities: [{ kind: '__proto__', value: '__proto__' }] }), touchpoint({ identities: [{ kind: 'email', value: `${MARK}@` }] }),
  touchpoint({ identities: [{ kind: 'phone', value: '+'.repeat(500) }] }), touchpoint({ identities: [{ kind: 'external', value: ':' }] }), touchpoint({ identities: [{ kind: 'user-id', value: '__proto__' }, { kind: 'user-id', value: 'constructor' }] }), touchpoint({ identities: [{ kind: 'user-id', value: '\uD800' }] }),
  touchpoint({ occurredAt: '0000-00-00' }), touchpoint({ occurredAt: '1899-12-31T23:59:59Z' }), touchpoint({ occurredAt: '2200-01-01T00:00:00Z' }), touchpoint({ occurredAt: 1e300 }), touchpoint({ occurredAt: '2026-01-01T00:00:00Z', sentAt: '1900-01-01T00:00:00Z' }), touchpoint({ occurredAt: '2199-12-31T00:00:00Z', sentAt: '1901-01-01T00:00:00Z' }), touchpoint({ occurredAt: {} }),
  touchpoint({ data: null }), touchpoint({ data: [] }), touchpoint({ data: MARK }), touchpoint({ data: { url: 7 } }), '{"id":"p","type":"web.page-viewed","identities":[{"kind":"user-id","value":"p"}],"data":{"url":"/","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}', touchpoint({ source: MARK, context: [] }),
  touchpoint({ type: 'commerce.order-completed', data: { orderId: '__proto__', total: 1e308, currency: 'EUR', items: [{ productId: 'constructor', category: '__proto__' }] } }), '{"id":"o","type":"commerce.order-completed","identities":[{"kind":"user-id","value":"o"}],"data":{"orderId":"o","total":1e400,"currency":"EUR"}}',
  touchpoint({ type: 'commerce.order-completed', data: { orderId: {}, total: '12', currency: 7 } }), touchpoint({ type: 'commerce.order-completed', data: { orderId: 'x', total: 0.1234567890123456789, currency: '__proto__' } }), touchpoint({ type: 'profile.trait-observed', data: { traits: { ['__proto__']: 1, constructor: { a: 1 }, toString: MARK } } }),
  '{"id":"t","type":"profile.trait-observed","identities":[{"kind":"user-id","value":"t"}],"data":{"traits":{"__proto__":"x","hasOwnProperty":1,"constructor":"y"}}}', JSON.stringify({ batch: Array.from({ length: 2_000 }, () => 0) }), `{"x":"${'y'.repeat(200_000)}"}`,
  Buffer.from(`\uFEFF${touchpoint({})}`, 'utf16le'), Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]), Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0]), Buffer.alloc(64), Buffer.from(`\uFEFF${touchpoint({})}`),
];

/** Content types under which any body may come. */
export const CONTENT_TYPES: readonly (string | undefined)[] = [undefined, 'application/json', 'application/json; charset=utf-16', 'application/x-ndjson', 'application/x-ndjson; charset=latin1', 'application/x-ndjsonp', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', MARK, 'application/json, text/plain', '__proto__', ';;;'];

export const HEADERS: readonly Readonly<Record<string, string>>[] = [{ 'content-encoding': 'gzip' }, { 'rapport-min-position': '-1' }, { 'rapport-min-position': MARK }, { 'rapport-min-position': '9'.repeat(101) }, { 'last-event-id': MARK }, { accept: 'image/png' }, { authorization: `Bearer ${MARK}` }];

function tokenOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
