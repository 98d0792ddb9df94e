import { streamOf, IDENTITY_STREAM } from '#touchpoints';
import { type Benchmark, type Figures, figure, type Task, textOf } from './benchmark';
import { HttpClient } from './harness/http-client';
import { rate } from './harness/report';
import { startProduct, untilReady } from './harness/server-process';
import { quantile } from './harness/statistics';

const SECONDS = 20;
const PER_SECOND = 1_000;
const BATCH = 10;
const CUSTOMERS = 2_000;
const CONNECTIONS = 8;
/** The first of them are not counted: code is still being compiled. */
const WARM_UP_SECONDS = 3;

/** From the answer of intake to a read of the customer's document that shows it. */
export const visible: Benchmark = {
  name: 'visible',
  summary: 'From acknowledged to visible in the read model at 1,000 touchpoints a second',
  sides: { server: steadyStream },
  run: async (bench) => {
    const figures = await bench.side('server');
    const [p50, p99] = [figure(figures, 'p50'), figure(figures, 'p99')];
    return [{ what: 'p99', measured: p99, unit: 'ms', bar: { kind: 'at most', value: 50 }, detail: `p50 ${p50.toFixed(1)} ms over ${rate(figure(figures, 'reads'))} reads, each over HTTP; ${rate(figure(figures, 'perSecond'))} touchpoints/s sent, acknowledged within ${figure(figures, 'acknowledgedP99').toFixed(1)} ms (p99)` }];
  },
};

async function steadyStream(task: Task): Promise<Figures> {
  const server = await startProduct(textOf(task, 'folder'));
  await untilReady(server);
  const client = new HttpClient(server.url, CONNECTIONS);
  const begun = performance.now();
  const due: { readonly number: number; readonly at: number }[] = Array.from({ length: (SECONDS * PER_SECOND) / BATCH }, (_, number) => ({ number, at: begun + (number * BATCH * 1_000) / PER_SECOND }));
  const measured = await Promise.all(due.map(({ number, at }) => sendAndRead(client, number, at)));
  const seconds = (performance.now() - begun) / 1_000;
  client.close();
  await server.stop();
  const counted = measured.slice((WARM_UP_SECONDS * PER_SECOND) / BATCH);
  const visibleAfter = counted.map((each) => each.visible);
  return { p50: quantile(visibleAfter, 0.5), p99: quantile(visibleAfter, 0.99), reads: counted.length, perSecond: (measured.length * BATCH) / seconds, acknowledgedP99: quantile(counted.map((each) => each.acknowledged), 0.99) };
}

/** Sends a batch when it is due, then reads the document of its last customer, which is answered once it shows what was sent. Both in milliseconds. */
async function sendAndRead(client: HttpClient, number: number, at: number): Promise<{ acknowledged: number; visible: number }> {
  await new Promise((resolve) => setTimeout(resolve, at - performance.now()));
  const values = Array.from({ length: BATCH }, (_, index) => `c${String((number * 7_919 + index * 31) % CUSTOMERS)}`);
  const batch = values.map((value, index) => ({ id: `v-${String(number)}-${String(index)}`, type: 'web.page-viewed', identities: [{ kind: 'user-id', value }], data: { url: '/tea/7' } }));
  const sent = performance.now();
  const { status, body } = await client.post('/v1/touchpoints', JSON.stringify({ batch }));
  if (status !== 200) throw new Error(`intake answered ${String(status)}: ${body.toString()}`);
  const acknowledged = performance.now();
  const { position } = JSON.parse(body.toString()) as { readonly position: string };
  const id = streamOf({ kind: 'user-id', value: values.at(-1) ?? '' }).slice(IDENTITY_STREAM.length);
  const document = await client.read(`/v1/customers/${id}/read-models/profile`, { 'rapport-min-position': position });
  if (BigInt(String(document['position'])) < BigInt(position)) throw new Error(`the document stands at ${String(document['position'])}, before ${position}`);
  return { acknowledged: acknowledged - sent, visible: performance.now() - acknowledged };
}
