// A small made-up company: customers, their histories, one log. For trying the console's pages only.
import { createHash } from 'node:crypto';

const DAY = 86_400_000;
let seed = 20260301;
export const random = () => {
  seed = (seed * 1664525 + 1013904223) % 4294967296;
  return seed / 4294967296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (low, high) => low + random() * (high - low);
export const uuid = (text) => createHash('sha256').update(text).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
const iso = (time) => new Date(time).toISOString();

const FIRST = ['Ann', 'Béla', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Katarzyna', 'Luis', 'Maja', 'Noor', 'Oskar', 'Paula', 'Quirin', 'Rosa', 'Sami', 'Tove'];
const LAST = ['Brandt', 'Costa', 'Dvořák', 'Eriksen', 'Farkas', 'García', 'Huber', 'Ivanova', 'Jansen', 'Kowalski', 'Laine', 'Moretti', 'Nagy', 'Okafor', 'Petit', 'Rossi', 'Schmid', 'Takeda', 'Ünal', 'Vogel'];
const PAGES = ['/shoes/trail-runner', '/shoes/court-classic', '/help/returns', '/sale', '/jackets/rain-shell', '/account', '/blog/winter-running', '/size-guide'];
const PRODUCTS = [['SKU-1001', 'Trail Runner 3', 129.9, 'shoes'], ['SKU-1002', 'Court Classic', 89, 'shoes'], ['SKU-2001', 'Rain Shell', 179.5, 'jackets'], ['SKU-3001', 'Merino Socks', 18.9, 'accessories'], ['SKU-2002', 'Down Vest', 149, 'jackets']];
const SUBJECTS = ['Your winter list', 'Three routes near you', 'A pair that lasts', 'How was your order?', 'We kept your basket'];

export const NOW = Date.now();
export const customers = Array.from({ length: 72 }, (_, index) => customer(index));
export const log = record(customers.flatMap((one) => one.events));

function customer(index) {
  const name = { first: FIRST[index % FIRST.length], last: LAST[(index * 7 + 3 + Math.floor(index / FIRST.length) * 5) % LAST.length] };
  const plain = (text) => text.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase();
  const email = `${plain(name.first)}.${plain(name.last)}@example.org`;
  const anonymous = { kind: 'anonymous-id', value: uuid(`anon${index}`) };
  const known = [{ kind: 'email', value: email }, { kind: 'user-id', value: String(4200 + index) }];
  if (index % 3 === 0) known.push({ kind: 'phone', value: `+43 660 ${1000000 + index * 7919}` });
  if (index % 7 === 0) known.push({ kind: 'social', value: `mastodon:${plain(name.first)}${index}` });
  const kind = index === 0 ? 'loyal' : pick(['loyal', 'loyal', 'regular', 'regular', 'once', 'once', 'lead', 'visitor', 'visitor', 'lapsed']);
  const born = NOW - between(kind === 'lapsed' ? 400 : 20, 540) * DAY;
  const died = kind === 'lapsed' ? born + 150 * DAY : NOW - between(0.05, 9) * DAY;
  const events = [];
  const add = (time, type, data, identities, initiator = 'customer', context) => {
    if (time <= NOW) events.push({ id: uuid(`${index}/${events.length}`), type, time, data, identities, initiator, ...(context ? { context } : {}) });
  };
  const visit = (time, who) => {
    add(time, 'web.visit-started', { entryPage: pick(PAGES) }, who);
    for (let page = 0, at = time; page < 1 + random() * 4; page += 1) add((at += between(20, 200) * 1000), 'web.page-viewed', { title: 'Shop', path: pick(PAGES) }, who, 'customer', { url: `https://shop.example${pick(PAGES)}` });
    if (random() < 0.4) add(time + 400_000, 'web.product-viewed', { productId: pick(PRODUCTS)[0], name: pick(PRODUCTS)[1] }, who);
  };
  for (let n = 0, time = born; n < 3 && time < died; n += 1, time += between(1, 9) * DAY) visit(time, [anonymous]);
  if (kind === 'visitor') return { name, email, identities: [anonymous], events, kind };
  const captured = born + between(2, 16) * DAY;
  add(captured, 'lead.captured', { formName: 'Newsletter', campaign: 'spring' }, [anonymous, known[0]]);
  add(captured + 60_000, 'permission.granted', { purpose: 'marketing', channel: 'email', proof: 'form-17' }, [known[0]]);
  add(captured + DAY, 'profile.trait-observed', { traits: { firstName: name.first, lastName: name.last, city: pick(['Graz', 'Wien', 'Lyon', 'Porto', 'Tampere']), shoeSize: 36 + Math.floor(random() * 10) } }, known.slice(0, 2), 'customer');
  let order = 0;
  const gap = kind === 'loyal' ? 32 : kind === 'regular' ? 70 : 9999;
  for (let time = captured + between(1, 12) * DAY; kind !== 'lead' && time < died; time += between(gap * 0.4, gap * 1.6) * DAY) {
    visit(time - 900_000, [known[1], anonymous]);
    const [sku, product, price, category] = pick(PRODUCTS);
    const quantity = 1 + Math.floor(random() * 3);
    const total = Math.round(price * quantity * 100) / 100;
    const orderId = `A-${1000 + index}-${(order += 1)}`;
    add(time - 60_000, 'commerce.product-added', { productId: sku, name: product, quantity, price, currency: 'EUR' }, [known[1]]);
    add(time, 'commerce.order-completed', { orderId, total, currency: 'EUR', items: [{ productId: sku, name: product, category, quantity, price }] }, [known[1], known[0]]);
    add(time + DAY, 'fulfilment.shipment-dispatched', { orderId, carrier: 'Post', trackingId: `AT${index}${order}` }, [known[1]], 'company');
    add(time + 3 * DAY, 'fulfilment.shipment-delivered', { orderId }, [known[1]], 'company');
    if (random() < 0.14) add(time + 9 * DAY, 'commerce.order-refunded', { orderId, total: price, currency: 'EUR', reason: 'size' }, [known[1]]);
    if (random() < 0.22) {
      add(time + 6 * DAY, 'call.received', { topic: 'delivery', durationSeconds: Math.floor(between(60, 900)) }, known[2] ? [known[2]] : [known[1]]);
      add(time + 6 * DAY + 600_000, 'case.opened', { caseId: `C-${index}${order}`, subject: 'Where is my parcel?' }, [known[1]]);
      add(time + 7 * DAY, 'case.resolved', { caseId: `C-${index}${order}`, outcome: 'found at the neighbour' }, [known[1]], 'company');
    }
    if (random() < 0.3) add(time + 12 * DAY, 'survey.answered', { survey: 'nps', score: Math.floor(between(4, 10.9)) }, [known[0]]);
  }
  for (let time = captured + 7 * DAY; time < Math.min(NOW, died + 60 * DAY); time += 14 * DAY) {
    const subject = pick(SUBJECTS);
    add(time, 'email.sent', { subject, campaign: 'fortnightly' }, [known[0]], 'company');
    if (time < died && random() < 0.55) add(time + between(0.1, 20) * 3_600_000, 'email.opened', { subject }, [known[0]]);
    if (time < died && random() < 0.2) visit(time + between(0.2, 22) * 3_600_000, [known[1], anonymous]);
  }
  if (random() < 0.25) add(died - 40 * DAY, 'chat.started', { topic: 'sizing' }, [known[1]]);
  if (index % 9 === 4) add(died - 10 * DAY, 'social.mentioned', { text: 'These shoes survived the Alps. Twice.', network: 'mastodon' }, known[3] ? [known[3]] : [known[0]]);
  return { name, email, identities: [anonymous, ...known], events, kind };
}

function record(events) {
  for (const one of customers) one.id = uuid(`customer ${one.identities[0].value}`);
  const revisions = new Map();
  return events
    .map((event) => ({ ...event, recorded: Math.min(NOW, event.time + (random() < 0.02 ? between(1, 20) * DAY : between(0.2, 4) * 1000)) }))
    .sort((a, b) => a.recorded - b.recorded)
    .map((event, index) => recorded(event, index + 1, revisions));
}

export function recorded({ id, type, time, recorded: at = time, data, identities, initiator, context }, position, revisions = new Map()) {
  const stream = `identity-${uuid(identities[0].kind + identities[0].value)}`;
  const revision = revisions.get(stream) ?? 0;
  revisions.set(stream, revision + 1);
  return {
    position: String(position), id, type, stream, revision, schemaVersion: 1, initiator, identities,
    occurredAt: iso(time), receivedAt: iso(at), recordedAt: iso(at), data, source: { system: 'web-shop' }, ...(context ? { context } : {}),
  };
}

export function ownerOf(event) {
  return customers.find((one) => event.identities.some(({ kind, value }) => one.identities.some((known) => known.kind === kind && known.value === value)));
}
for (const event of log) (ownerOf(event).history ??= []).push(event);
for (const one of customers) one.history?.sort((a, b) => a.occurredAt.localeCompare(b.occurredAt) || Number(a.position) - Number(b.position));
