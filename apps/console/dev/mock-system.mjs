// The machinery as the console sees it: projections, the catalogue, quarantine.
export class Problem extends Error {
  constructor(status, code, title, detail, errors = []) {
    super(detail);
    Object.assign(this, { status, code, title, errors });
  }
}

const NAMES = ['identity-graph', 'profile', 'purchasing', 'lifecycle-position', 'rfm', 'churn-risk', 'permissions', 'next-best-action', 'timeline-index'];
const rebuilds = new Map();

export function projections(head) {
  return NAMES.map((name) => {
    const base = { name, version: name === 'lifecycle-position' ? 4 : 1, state: 'live', position: head, lag: { events: 0, seconds: 0 }, parked: name === 'rfm' ? 2 : 0 };
    if (name === 'churn-risk' && process.env.MOCK_LAG) Object.assign(base, { position: String(Number(head) - 1204), lag: { events: 1204, seconds: Number(process.env.MOCK_LAG) } });
    if (name === 'timeline-index') Object.assign(base, { state: 'stopped', reason: 'The store does not answer: connection refused' });
    const started = rebuilds.get(name);
    if (started === undefined) return base;
    const processed = Math.min(72_000, Math.floor(((Date.now() - started) / 12_000) * 72_000));
    const running = processed < 72_000;
    return { ...base, state: running ? 'rebuilding' : 'live', rebuild: { state: running ? 'running' : 'done', processed, total: 72_000, rate: 6000, etaSeconds: Math.ceil((72_000 - processed) / 6000) } };
  });
}

export function rebuild(name, head) {
  rebuilds.set(name, Date.now());
  return projections(head).find((one) => one.name === name);
}

export function parked(name, customers) {
  if (name !== 'rfm') return [];
  return customers.slice(3, 5).map(({ id }, index) => ({ customerId: id, event: { position: String(812 + index * 77), type: 'commerce.order-completed' }, error: { message: "The quantity of item 2 is 0: TypeError: Cannot divide by zero in 'average price'" }, since: new Date(Date.now() - (index + 1) * 7_200_000).toISOString() }));
}

const SCHEMAS = {
  'commerce.order-completed': {
    type: 'object',
    required: ['orderId', 'total', 'currency'],
    properties: {
      orderId: { type: 'string', description: 'The order, as the shop names it' },
      total: { type: 'number', description: 'What the customer pays, taxes and shipping included' },
      currency: { type: 'string', description: 'ISO 4217' },
      items: { type: 'array', description: 'What was ordered', items: { type: 'object', required: ['productId'], properties: { productId: { type: 'string' }, name: { type: 'string' }, quantity: { type: 'integer', description: 'Default 1' }, price: { type: 'number' } } } },
      deliveryAddress: { type: 'object', description: 'Where it goes', properties: { city: { type: 'string' }, street: { type: 'string' } } },
    },
  },
};

export function eventTypes(log) {
  const counts = new Map();
  for (const { type } of log) counts.set(type, (counts.get(type) ?? 0) + 1);
  const all = [...counts.keys(), 'web.searched', 'web.form-submitted', 'billing.invoice-overdue', 'loyalty.points-earned', 'call.placed', 'meeting.held', 'lifecycle.stage-entered', 'decision.made'];
  return all.sort().map((type) => {
    const sample = log.find((event) => event.type === type);
    const personal = type.startsWith('profile') ? ['traits'] : type === 'commerce.order-completed' ? ['deliveryAddress'] : [];
    return {
      type, channel: type.split('.')[0], version: type === 'commerce.order-completed' ? 2 : 1, count: counts.get(type) ?? 0, personalData: personal,
      handledBy: type.startsWith('commerce') ? ['profile', 'purchasing', 'lifecycle-position', 'rfm', 'churn-risk'] : counts.has(type) ? ['profile', 'lifecycle-position'] : [],
      schema: SCHEMAS[type] ?? { type: 'object', properties: Object.fromEntries(Object.entries(sample?.data ?? {}).map(([name, value]) => [name, { type: typeof value }])) },
      example: { id: `${type}-example`, type, identities: [{ kind: 'user-id', value: '42' }], occurredAt: '2026-03-01T10:15:00.000Z', data: sample?.data ?? {} },
    };
  });
}

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
export const quarantine = [
  { id: 'q-7f3a51c0-1', receivedAt: ago(4), errors: [{ path: 'data.total', code: 'type', message: 'is a number, not text' }], raw: { id: 'web-shop/orders/8812', type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: '4211' }], occurredAt: '2026-11-23T08:15:00.000Z', data: { orderId: 'A-8812', total: '59,90', currency: 'EUR' } } },
  { id: 'q-7f3a51c0-2', receivedAt: ago(190), errors: [{ path: 'identities', code: 'no-evidence', message: 'names nobody: the only value is a placeholder' }], raw: { id: 'crm/551', type: 'call.received', identities: [{ kind: 'phone', value: 'unknown' }], data: { topic: 'invoice' } } },
  { id: 'q-7f3a51c0-3', receivedAt: ago(2900), errors: [{ path: 'type', code: 'unknown-type', message: 'is not in the catalogue; the nearest is email.opened' }, { path: 'occurredAt', code: 'time', message: 'is not an ISO time' }], raw: { id: 'mail-99', type: 'email.open', identities: [{ kind: 'email', value: 'greta.vogel@example.org' }], occurredAt: 'yesterday', data: {} } },
  { id: 'q-7f3a51c0-4', receivedAt: ago(9000), errors: [{ path: '', code: 'json', message: 'the line ends within a string' }], raw: '{"id":"nd-17","type":"web.page-viewed","identities":[{"kind":"anonym' },
];
