import { DAY, formatTime, MINUTE } from '#kernel';
import { IDENTITY_STREAM, streamOf } from '#touchpoints';
import { type Benchmark, type Figures, figure, type Task, textOf } from './benchmark';
import { HttpClient } from './harness/http-client';
import { rate } from './harness/report';
import { startProduct, untilReady } from './harness/server-process';
import { quantile } from './harness/statistics';

const TOUCHES = 1_000;
const READS = 2_000;
const WARM_UP = 200;
const FROM = Date.UTC(2025, 0, 1);
const PAUSE = 12 * 60 * MINUTE;
const MODELS = ['profile', 'purchasing', 'lifecycle-position', 'rfm'] as const;
const BUSY = { kind: 'user-id', value: 'busy' } as const;

/** A document of a customer with 1,000 events as of a moment between the first and the last of them. */
export const asOf: Benchmark = {
  name: 'as-of',
  summary: 'A document of a 1,000-event customer as of any moment, over HTTP',
  sides: { server: readAsOf },
  run: async (bench) => {
    const figures = await bench.side('server');
    return [{ what: 'p99', measured: figure(figures, 'p99'), unit: 'ms', bar: { kind: 'at most', value: 10 }, detail: `p50 ${figure(figures, 'p50').toFixed(1)} ms, the slowest read model's p99 ${figure(figures, 'slowestP99').toFixed(1)} ms; ${rate(READS)} reads of ${String(MODELS.length)} read models in turn` }];
  },
};

async function readAsOf(task: Task): Promise<Figures> {
  const server = await startProduct(textOf(task, 'folder'));
  await untilReady(server);
  const client = new HttpClient(server.url, 1);
  const { body } = await client.post('/v1/touchpoints?wait=visible&backfill=true', JSON.stringify({ batch: Array.from({ length: TOUCHES }, (_, index) => touch(index)) }));
  const { accepted } = JSON.parse(body.toString()) as { readonly accepted: number };
  if (accepted !== TOUCHES) throw new Error(`intake took ${String(accepted)} of ${String(TOUCHES)}: ${body.toString()}`);
  const id = streamOf(BUSY).slice(IDENTITY_STREAM.length);
  const milliseconds = new Map<string, number[]>(MODELS.map((model) => [model, []]));
  for (let number = 0; number < READS; number++) {
    const model = MODELS[number % MODELS.length] ?? MODELS[0];
    const at = formatTime(FROM + DAY + ((number * 7_919) % TOUCHES) * PAUSE);
    const begun = performance.now();
    await client.read(`/v1/customers/${id}/read-models/${model}?at=${at}`);
    if (number >= WARM_UP) milliseconds.get(model)?.push(performance.now() - begun);
  }
  client.close();
  await server.stop();
  const all = [...milliseconds.values()];
  return { p50: quantile(all.flat(), 0.5), p99: quantile(all.flat(), 0.99), slowestP99: Math.max(...all.map((each) => quantile(each, 0.99))) };
}

/** Every tenth touch is an order. */
function touch(index: number): object {
  const common = { id: `touch-${String(index)}`, identities: [BUSY], occurredAt: formatTime(FROM + index * PAUSE) };
  if (index % 10 > 0) return { ...common, type: 'web.page-viewed', data: { url: `/tea/${String(index)}` } };
  return { ...common, type: 'commerce.order-completed', data: { orderId: `A-${String(index)}`, total: 10 + (index % 90), currency: 'EUR', items: [{ productId: 'tea', category: `kind-${String(index % 3)}` }] } };
}
