import { type Benchmark, type Figures, figure, numberOf, type Task, textOf } from './benchmark';
import { touchpoints } from './data/new-events';
import { HttpClient } from './harness/http-client';
import { rate } from './harness/report';
import { secondsOf } from './harness/seconds-of';
import { type ServerProcess, startBare, startProduct } from './harness/server-process';

const COUNT = 400_000;
const BATCH = 100;
const CONNECTIONS = 4;
/** This share of the batches goes before the clock runs, so that both sides are compiled: what is measured is a rate that lasts. */
const WARM_UP = 1 / 4;

/** Touchpoints over HTTP, against a route that does nothing with them but append them. */
export const http: Benchmark = {
  name: 'http',
  summary: 'POST /v1/touchpoints in batches of 100, against a bare Fastify route with the same append',
  sides: { product: (task) => load(task, startProduct), bare: (task) => load(task, startBare) },
  run: async (bench) => {
    const { product, bare } = await bench.alternate(['product', 'bare'], { touchpoints: Math.min(bench.events, COUNT) });
    const [own, route] = [figure(product, 'perSecond'), figure(bare, 'perSecond')];
    return [{ what: 'batches of 100 over four connections', measured: own / route, unit: 'x', bar: { kind: 'at least', value: 0.6 }, detail: `product ${rate(own)} touchpoints/s, bare route ${rate(route)}/s; the product validates, resolves and folds them meanwhile; its read models hold all of them ${figure(product, 'catchUpSeconds').toFixed(1)} s after the last` }];
  },
};

async function load(task: Task, start: (data: string) => Promise<ServerProcess>): Promise<Figures> {
  const bodies = batches(touchpoints(numberOf(task, 'touchpoints'))).map((batch) => Buffer.from(JSON.stringify({ batch })));
  const server = await start(textOf(task, 'folder'));
  const client = new HttpClient(server.url, CONNECTIONS);
  const warm = Math.floor(bodies.length * WARM_UP);
  await sendAll(client, bodies.slice(0, warm));
  const seconds = await secondsOf(() => sendAll(client, bodies.slice(warm)));
  const perSecond = ((bodies.length - warm) * BATCH) / seconds;
  const behind = start === startProduct ? { catchUpSeconds: await secondsOf(() => untilReadable(client)) } : {};
  client.close();
  await server.stop();
  return { perSecond, ...behind };
}

/** Until the read models hold what was sent. */
async function untilReadable(client: HttpClient): Promise<void> {
  const last = JSON.stringify({ id: 'the-last', type: 'web.page-viewed', identities: [{ kind: 'user-id', value: 'the-last' }], data: { url: '/' } });
  const { status, body } = await client.post('/v1/touchpoints?wait=visible&timeoutMs=30000', Buffer.from(last));
  if (status !== 200) throw new Error(`waiting for the read models was answered ${String(status)}: ${body.toString()}`);
}

async function sendAll(client: HttpClient, bodies: readonly Buffer[]): Promise<void> {
  const waiting = bodies.values();
  const sender = async (): Promise<void> => {
    for (const body of waiting) {
      const { status, body: answer } = await client.post('/v1/touchpoints', body);
      if (status !== 200) throw new Error(`intake answered ${String(status)}: ${answer.toString()}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
}

function batches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) => items.slice(index * BATCH, (index + 1) * BATCH));
}
