// `node apps/console/dev/mock-server.mjs [port]` serves dist/console and made-up answers in the shapes of the HTTP interface.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customers, log, NOW, ownerOf, random, recorded, uuid } from './mock-data.mjs';
import { fold, historyOf, stages } from './mock-fold.mjs';
import { eventTypes, Problem, projections, quarantine, parked, rebuild } from './mock-system.mjs';

const ROOT = fileURLToPath(new URL('../../../dist/console/', import.meta.url));
const listeners = new Set();
const head = () => log.at(-1).position;

const routes = [
  ['GET', '/v1/customers', ({ query }) => list(query)],
  ['GET', '/v1/customers/:id', ({ id, query }) => view(id, query)],
  ['GET', '/v1/customers/:id/timeline', ({ id, query }) => timeline(id, query)],
  ['GET', '/v1/customers/:id/compare', ({ id, query }) => compare(id, query)],
  ['GET', '/v1/customers/:id/read-models/lifecycle-position/history', ({ id }) => ({ items: stages(find(id).history, Date.now()).map(({ stage, at, event }) => ({ document: { stage }, event, at })), position: head() })],
  ['POST', '/v1/identities/lookup', ({ body }) => ({ customerId: (customers.find((one) => one.identities.some(({ kind, value }) => kind === body.kind && value === body.value)) ?? gone('Identity')).id, identities: [], aliases: [] })],
  ['GET', '/v1/read-models/lifecycle-position/count', ({ query }) => count(query)],
  ['GET', '/v1/growth', ({ query }) => growth(moment(query).at)],
  ['GET', '/v1/projections', () => ({ items: projections(head()), position: head() })],
  ['GET', '/v1/projections/:name', ({ name }) => projections(head()).find((one) => one.name === name) ?? gone('Projection')],
  ['POST', '/v1/projections/:name/rebuild', ({ name }) => rebuild(name, head())],
  ['GET', '/v1/projections/:name/parked', ({ name }) => ({ items: parked(name, customers), position: head() })],
  ['POST', '/v1/projections/:name/parked/:id/retry', () => { throw new Problem(422, 'RAPPORT_INVALID_TOUCHPOINT', 'It failed again', 'Division by zero in the quantity of item 2'); }],
  ['GET', '/v1/events', ({ query }) => page(log.filter((event) => Number(event.position) > Number(query.get('from') ?? 0) && wanted(event, query)), query)],
  ['GET', '/v1/events/:position', ({ position }) => log.find((event) => event.position === position) ?? gone('Event')],
  ['GET', '/v1/streams/:name', ({ name, query }) => page(log.filter((event) => event.stream === name), query)],
  ['GET', '/v1/event-types', () => ({ items: eventTypes(log).map(({ schema, example, ...item }) => item), position: head() })],
  ['GET', '/v1/event-types/:type', ({ type }) => eventTypes(log).find((item) => item.type === type) ?? gone('Event type')],
  ['GET', '/v1/quarantine', ({ query }) => page(quarantine, query)],
  ['POST', '/v1/quarantine/:id/resubmit', ({ id, body }) => resubmit(id, body)],
];

createServer(async (request, response) => {
  const { pathname, searchParams: query } = new URL(request.url, 'http://mock');
  if (!pathname.startsWith('/v1/')) return file(pathname, response);
  if (pathname === '/v1/live') return live(query, response);
  try {
    for (const [method, pattern, answer] of routes) {
      const params = method === request.method && matches(pattern, pathname);
      if (params) return send(response, 200, answer({ ...params, query, body: await json(request) }));
    }
    gone('Path');
  } catch (error) {
    const { status = 500, code = 'RAPPORT_INTERNAL', title = 'The mock failed', errors = [] } = error;
    send(response, status, { type: 'about:blank', title, status, detail: error.message, code, errors }, 'application/problem+json');
  }
}).listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => console.log('mock on', process.argv[2] ?? 3000));

setInterval(() => {
  const source = log[Math.floor(random() * log.length)];
  const event = recorded({ id: uuid(`live${log.length}`), type: source.type, time: Date.now(), data: source.data, identities: source.identities, initiator: source.initiator }, log.length + 1);
  log.push(event);
  ownerOf(event).history.push(event);
  for (const tell of listeners) tell(event);
}, 2500);

function live(query, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const tell = (event) => wanted(event, query) && response.write(`id: ${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  if (query.has('from')) log.filter((event) => Number(event.position) > Number(query.get('from'))).forEach(tell);
  response.write(': hello\n\n');
  listeners.add(tell);
  response.on('close', () => listeners.delete(tell));
}

function moment(query) {
  const time = (name, otherwise) => (query.has(name) ? Date.parse(query.get(name)) : otherwise);
  return { at: time('at', Date.now()), knownAt: time('knownAt', Date.now() + 1e12) };
}

function find(id) {
  return customers.find((one) => one.id === id || `alias-${one.id}` === id) ?? gone('Customer');
}

function view(id, query) {
  const customer = find(id);
  const { at, knownAt } = moment(query);
  const then = fold(customer, at, knownAt) ?? gone('Customer as of then');
  return { id: customer.id, ...(id === customer.id ? {} : { aliasOf: id }), identities: then.identities, readModels: then.models, asOf: new Date(at).toISOString(), knownAt: new Date(Math.min(knownAt, Date.now())).toISOString(), position: head() };
}

function list(query) {
  const q = query.get('q')?.toLowerCase();
  const { at, knownAt } = moment(query);
  const sort = query.get('sort') ?? '-profile.lastSeenAt';
  const named = [...new Set([sort.replace('-', ''), ...[...query.keys()].filter((key) => key.includes('.')).map((key) => key.replace(/\[.*/, ''))])];
  const value = (models, name) => models[name.slice(0, name.indexOf('.'))]?.[name.slice(name.indexOf('.') + 1)];
  const rows = customers
    .map((one) => ({ one, then: fold(one, at, knownAt) }))
    .filter(({ one, then }) => then && (!q || one.identities.some((identity) => identity.value.toLowerCase().includes(q))) && (!query.has('stage') || then.models['lifecycle-position'].stage === query.get('stage')))
    .sort((a, b) => {
      const [x, y] = [value(a.then.models, sort.replace('-', '')), value(b.then.models, sort.replace('-', ''))];
      if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
      return (x < y ? -1 : x > y ? 1 : 0) * (sort.startsWith('-') ? -1 : 1);
    })
    .map(({ one, then }) => {
      const readModels = {};
      for (const name of named) if (value(then.models, name) !== undefined) (readModels[name.slice(0, name.indexOf('.'))] ??= {})[name.slice(name.indexOf('.') + 1)] = value(then.models, name);
      return { id: one.id, identities: then.identities, readModels };
    });
  return page(rows, query);
}

function timeline(id, query) {
  const { at, knownAt } = moment(query);
  return page(historyOf(find(id), at, knownAt).filter(({ type }) => !query.has('channel') || type.startsWith(`${query.get('channel')}.`)).reverse(), query);
}

function compare(id, query) {
  const customer = find(id);
  const [from, to] = ['from', 'to'].map((name) => (query.has(name) ? Date.parse(query.get(name)) : Date.now()));
  const changes = [];
  const flat = (value, path = '') => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).flatMap(([name, inner]) => flat(inner, path ? `${path}.${name}` : name)) : [[path, value]]);
  const [before, after] = [fold(customer, from, 1e15)?.models ?? {}, fold(customer, to, 1e15)?.models ?? {}];
  for (const readModel of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, young] = [new Map(flat(before[readModel] ?? {})), new Map(flat(after[readModel] ?? {}))];
    for (const path of new Set([...old.keys(), ...young.keys()])) {
      if (path !== '' && !['asOf', 'position', 'version', 'customerId'].includes(path) && JSON.stringify(old.get(path)) !== JSON.stringify(young.get(path))) changes.push({ readModel, path, before: old.get(path), after: young.get(path) });
    }
  }
  const events = (customer.history ?? []).filter(({ occurredAt }) => Date.parse(occurredAt) > Math.min(from, to) && Date.parse(occurredAt) <= Math.max(from, to));
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), changes, events };
}

function count(query) {
  const { at, knownAt } = moment(query);
  const counts = new Map();
  for (const one of customers) {
    const stage = fold(one, at, knownAt)?.models['lifecycle-position'].stage;
    if (stage) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return { counts: [...counts].map(([value, n]) => ({ value, count: n })), total: [...counts.values()].reduce((a, b) => a + b, 0), position: head() };
}

function growth(at) {
  const items = [];
  for (let back = 16; back >= 0; back -= 1) {
    const month = new Date(Date.UTC(new Date(NOW).getUTCFullYear(), new Date(NOW).getUTCMonth() - back, 1)).toISOString().slice(0, 7);
    const orders = customers.flatMap((one) => (one.history ?? []).filter(({ type }) => type === 'commerce.order-completed').map((event, index) => ({ event, index }))).filter(({ event }) => event.occurredAt.startsWith(month) && Date.parse(event.occurredAt) <= at);
    items.push({ period: month, firstTime: orders.filter(({ index }) => index === 0).length, regular: orders.filter(({ index }) => index > 0).length, additional: Math.floor(orders.length / 4) });
  }
  return { items, position: head() };
}

function resubmit(id, body) {
  const index = quarantine.findIndex((item) => item.id === id);
  if (index < 0) gone('Quarantined touchpoint');
  if (!body?.identities?.length) throw new Problem(422, 'RAPPORT_INVALID_TOUCHPOINT', 'The touchpoint is not valid', 'It stays in quarantine.', [{ path: 'identities', code: 'required', message: 'at least one identity' }]);
  quarantine.splice(index, 1);
  return { accepted: 1, duplicates: 0, quarantined: 0, position: head(), items: [] };
}

function page(items, query) {
  const start = Number(query.get('after') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return { items: items.slice(start, start + limit), ...(items.length > start + limit ? { next: String(start + limit) } : {}), position: head() };
}

function wanted(event, query) {
  return !query.get('types') || query.get('types').split(',').includes(event.type);
}

function gone(what) {
  throw new Problem(404, 'RAPPORT_NOT_FOUND', 'Not found', `${what} is not known here`);
}

function matches(pattern, path) {
  const [wanted_, given] = [pattern.split('/'), path.split('/')];
  if (wanted_.length !== given.length) return undefined;
  const params = {};
  return wanted_.every((part, index) => (part.startsWith(':') ? ((params[part.slice(1)] = decodeURIComponent(given[index])), true) : part === given[index])) ? params : undefined;
}

async function json(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}

function send(response, status, body, type = 'application/json') {
  setTimeout(() => response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body)), Number(process.env.MOCK_DELAY ?? 25));
}

async function file(path, response) {
  const types = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.html': 'text/html' };
  const inside = await readFile(join(ROOT, normalize(path))).catch(() => undefined);
  // Every other path is a page of the console, also one with a dot, as /event-types/web.page-viewed.
  const body = inside ?? (await readFile(join(ROOT, 'index.html')));
  response.writeHead(200, { 'content-type': inside ? (types[extname(path)] ?? 'text/plain') : types['.html'] }).end(body);
}
