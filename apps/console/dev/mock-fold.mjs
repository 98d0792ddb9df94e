// What a customer looks like as of a moment: rough stand-ins for the real read models, in their shapes.
const DAY = 86_400_000;
const channelOf = (type) => type.split('.')[0];

export function historyOf(customer, at, knownAt) {
  return (customer.history ?? []).filter((event) => Date.parse(event.occurredAt) <= at && Date.parse(event.recordedAt) <= knownAt);
}

export function fold(customer, at, knownAt) {
  const history = historyOf(customer, at, knownAt);
  if (history.length === 0) return undefined;
  const meta = { customerId: customer.id, asOf: new Date(at).toISOString(), position: history.at(-1).position };
  const orders = history.filter(({ type }) => type === 'commerce.order-completed');
  const models = { profile: { ...profile(history), ...meta, version: 2 }, 'lifecycle-position': { ...lifecycle(history, at), ...meta, version: 4 } };
  if (orders.length > 0) {
    const buying = purchasing(orders, history, at);
    const recencyDays = Math.floor((at - Date.parse(buying.lastOrderAt)) / DAY);
    const probability = Math.min(0.97, Math.max(0.04, recencyDays / 160));
    models.purchasing = { ...buying, ...meta, version: 1 };
    models.rfm = { recencyDays, frequency: orders.length, monetary: buying.revenue, r: score(160 - recencyDays, 32), f: score(orders.length, 2), m: score(buying.revenue, 280), segment: orders.length > 4 ? 'champions' : recencyDays > 120 ? 'about-to-sleep' : 'promising', ...meta, version: 1 };
    models['churn-risk'] = { probability, horizonDays: 90, pAlive: 1 - probability / 1.4, expectedPurchases: 2.4 * (1 - probability), recencyBaseline: Math.min(1, recencyDays / 200), model: { name: 'bg-nbd', version: 7, fittedAt: '2026-10-01T04:00:00.000Z', position: '3102' }, reasons: [`No order for ${recencyDays} days; ${orders.length > 2 ? 'usually every five weeks' : 'few orders to judge by'}`, 'Opened one of the last three e-mails'], ...meta, version: 3 };
    models['next-best-action'] = { action: probability > 0.6 ? 'win-back-call' : 'cross-sell-accessories', channel: probability > 0.6 ? 'call' : 'email', score: { propensity: 0.31, context: 1.1, value: 42, weight: 1, priority: 14.3 }, reasons: [{ rule: 'contact-cap', value: '1 of 3 this week' }], validUntil: new Date(at + 3 * DAY).toISOString(), ...meta, version: 5 };
  }
  if (history.some(({ type }) => type === 'permission.granted')) models.permissions = { level: 'marketing', byPurpose: { marketing: { email: { state: 'granted', since: history.find(({ type }) => type === 'permission.granted').occurredAt, proof: 'form-17' } } }, preferences: {}, ...meta, version: 1 };
  return { history, identities: identities(history), models };
}

export function identities(history) {
  const seen = new Map();
  for (const event of history) for (const one of event.identities) if (!seen.has(one.kind + one.value)) seen.set(one.kind + one.value, { ...one, since: event.occurredAt });
  return [...seen.values()];
}

/** The stage after each event at which it changes, and where time alone changes it. */
export function stages(history, now) {
  const steps = [];
  const enter = (stage, event, at = event.occurredAt) => steps.at(-1)?.stage !== stage && steps.push({ stage, event, at, previousStage: steps.at(-1)?.stage ?? null });
  let orders = 0;
  let last;
  const lapse = (until) => {
    if (last === undefined) return;
    if (until - last > 75 * DAY) enter('at-risk', null, new Date(last + 75 * DAY).toISOString());
    if (until - last > 140 * DAY) enter('lapsed', null, new Date(last + 140 * DAY).toISOString());
  };
  for (const event of history) {
    lapse(Date.parse(event.occurredAt));
    if (steps.length === 0) enter('visitor', event);
    if (orders === 0 && event.type === 'web.product-viewed') enter(steps.at(-1).stage === 'visitor' ? 'prospect' : steps.at(-1).stage, event);
    if (orders === 0 && event.type === 'lead.captured') enter('lead', event);
    if (event.type === 'commerce.order-completed') {
      orders += 1;
      last = Date.parse(event.occurredAt);
      enter(steps.at(-1).stage === 'lapsed' ? 'won-back' : orders === 1 ? 'first-time' : orders > 5 ? 'extended' : 'regular', event);
    }
  }
  lapse(now);
  return steps;
}

const PHASE = { visitor: 'selection', prospect: 'selection', lead: 'acquisition', 'qualified-lead': 'acquisition', 'first-time': 'acquisition', extended: 'extension' };

export function lifecycle(history, at) {
  const now = stages(history, at).at(-1);
  const reasons = { 'at-risk': ['No order for 75 days'], lapsed: ['No order for 140 days'], regular: ['Second order within 90 days'], extended: ['More than five orders'] };
  return { phase: PHASE[now.stage] ?? 'retention', stage: now.stage, since: now.at, previousStage: now.previousStage, reasons: reasons[now.stage] ?? [] };
}

function profile(history) {
  const byChannel = {};
  const traits = {};
  for (const event of history) {
    const channel = (byChannel[channelOf(event.type)] ??= { count: 0 });
    channel.count += 1;
    channel.lastAt = event.occurredAt;
    for (const [name, value] of Object.entries(event.data.traits ?? {})) traits[name] = { value, source: 'web-shop', observedAt: event.occurredAt };
  }
  return { firstSeenAt: history[0].occurredAt, lastSeenAt: history.at(-1).occurredAt, touches: history.length, byChannel, traits, completeness: Object.keys(traits).length / 6 };
}

function purchasing(orders, history, at) {
  const refunds = history.filter(({ type }) => type === 'commerce.order-refunded');
  const round = (number) => Math.round(number * 100) / 100;
  const categories = {};
  for (const { data } of orders) for (const item of data.items) categories[item.category] = (categories[item.category] ?? 0) + item.quantity;
  const first = Date.parse(orders[0].occurredAt);
  const last = Date.parse(orders.at(-1).occurredAt);
  return {
    orders: orders.length, purchaseDays: orders.length, firstOrderAt: orders[0].occurredAt, lastOrderAt: orders.at(-1).occurredAt,
    revenue: round(orders.reduce((sum, { data }) => sum + data.total, 0)), refunded: round(refunds.reduce((sum, { data }) => sum + data.total, 0)), currency: 'EUR',
    categories, repeat: { x: orders.length - 1, tx: Math.floor((last - first) / DAY), T: Math.floor((at - first) / DAY) },
  };
}

function score(value, step) {
  return Math.max(1, Math.min(5, Math.ceil(value / step)));
}
