import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { type Product, productIsBuilt, startProduct } from '#testing/product';
import { type Call, type Receiver, startReceiver } from './receiver';

const whenBuilt = productIsBuilt ? describe : describe.skip;
const ENVIRONMENT = { RAPPORT_WEBHOOK_PRIVATE: 'allow', RAPPORT_WEBHOOK_RETRIES: '0.1,0.2' };

interface Subscription extends Record<string, unknown> {
  readonly id: string;
  readonly secret: string;
  readonly state: string;
  readonly position: string;
  readonly delivered: number;
  readonly parked: number;
  readonly retrying: number;
  readonly lag: { readonly events: number };
}

interface Parked {
  readonly items: readonly { readonly customerId: string; readonly event: { readonly position: string; readonly type: string }; readonly error: { readonly message: string }; readonly attempts: number; readonly waiting: number }[];
}

const order = (id: string, user: string): object => ({ id, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: user }], data: { orderId: id, total: 5, currency: 'EUR' } });
const idsOf = (calls: readonly Call[]): string[] => calls.map(({ body }) => String(body.data['id']));
const numbersOf = (calls: readonly Call[], user: string): number[] => idsOf(calls).filter((id) => id.startsWith(`${user}-`)).map((id) => Number(id.split('-')[1]));

whenBuilt('webhooks, through the public interface', () => {
  let product: Product;
  let receiver: Receiver;
  const subscribe = async (more: object = {}): Promise<Subscription> => {
    const { status, body } = await product.post<Subscription>('/v1/subscriptions', { url: receiver.url, types: ['commerce.order-completed'], ...more });
    expect(status).toBe(201);
    return body;
  };
  const subscription = async (id: string): Promise<Subscription> => (await product.get<Subscription>(`/v1/subscriptions/${id}`)).body;
  const remove = (id: string): Promise<unknown> => fetch(`${product.url}/v1/subscriptions/${id}`, { method: 'DELETE' });
  const parkedOf = async (id: string): Promise<Parked> => (await product.get<Parked>(`/v1/subscriptions/${id}/parked`)).body;
  const untilParked = async (id: string, count: number): Promise<void> => {
    for (const end = Date.now() + 15_000; (await subscription(id)).parked !== count; ) {
      if (Date.now() > end) throw new Error(`not parked: ${JSON.stringify(await subscription(id))}`);
      await new Promise((done) => setTimeout(done, 50));
    }
  };

  beforeAll(async () => {
    product = await startProduct({ environment: ENVIRONMENT });
  });
  afterAll(async () => product.stop());
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    for (const { id } of (await product.get<{ items: Subscription[] }>('/v1/subscriptions')).body.items) await remove(id);
    await receiver.close();
  });

  it('carry the recorded event, signed so that the library of Standard Webhooks accepts it', async () => {
    const { id, secret } = await subscribe();
    expect(secret).toMatch(/^whsec_/);
    await product.send([order('sig-1', 'sig')]);
    await receiver.until(() => receiver.calls.length === 1);
    const [call] = receiver.calls;
    const verified = new Webhook(secret).verify(call?.raw ?? '', call?.headers as Record<string, string>) as Call['body'];
    const [recorded] = (await product.get<{ items: { id: string; position: string }[] }>('/v1/events?direction=backwards&limit=1&types=commerce.order-completed')).body.items;
    expect(verified).toEqual({ type: 'commerce.order-completed', timestamp: expect.any(String) as string, customerId: await product.customerOf('user-id', 'sig'), data: recorded });
    expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'rapport-subscription': id, 'rapport-position': recorded?.position });
    expect(call?.headers['rapport-replay']).toBeUndefined();
    expect(() => new Webhook(`whsec_${Buffer.alloc(32, 7).toString('base64')}`).verify(call?.raw ?? '', call?.headers as Record<string, string>)).toThrow();
  });

  it('come in order for each customer while others fail, and are tried again with the same id', async () => {
    await subscribe();
    const tries = new Map<string, number>();
    receiver.answer = ({ id, body }) => {
      const count = (tries.get(id) ?? 0) + 1;
      tries.set(id, count);
      return { status: String(body.data['id']).startsWith('ord1-') && Number(String(body.data['id']).split('-')[1]) % 4 === 0 && count === 1 ? 500 : 200 };
    };
    const touchpoints = Array.from({ length: 60 }, (_, number) => order(`ord${String(number % 3)}-${String(Math.floor(number / 3))}`, `ord${String(number % 3)}`));
    await product.send(touchpoints);
    await receiver.until(() => receiver.taken().length >= 60);
    const expected = Array.from({ length: 20 }, (_, number) => number);
    for (const user of ['ord0', 'ord1', 'ord2']) expect(numbersOf(receiver.taken(), user)).toEqual(expected);
    expect([...tries.values()].filter((count) => count > 1)).toHaveLength(5);
    // the others did not wait for the one that failed
    const others = receiver.taken().findIndex(({ body }) => String(body.data['id']) === 'ord0-19');
    const failing = receiver.taken().findIndex(({ body }) => String(body.data['id']) === 'ord1-19');
    expect(others).toBeLessThan(failing);
  });

  it('park a customer after the last try, and go on from there when released; or without the event when dropped', async () => {
    const { id } = await subscribe();
    const refused = new Set(['park-1', 'drop-1']);
    receiver.answer = ({ body }) => ({ status: refused.has(String(body.data['id'])) ? 503 : 204 });
    await product.send(['park', 'drop', 'fine'].flatMap((user) => [0, 1, 2].map((number) => order(`${user}-${String(number)}`, user))));
    await untilParked(id, 2);
    const customers = { park: await product.customerOf('user-id', 'park'), drop: await product.customerOf('user-id', 'drop') };
    const { items } = await parkedOf(id);
    expect(items.find(({ customerId }) => customerId === customers.park)).toMatchObject({ event: { type: 'commerce.order-completed' }, error: { message: 'the receiver answered 503', status: 503 }, attempts: 3, waiting: 2 });
    expect(receiver.calls.filter(({ body }) => body.data['id'] === 'park-1').map(({ id: message }) => message)).toEqual(Array(3).fill(receiver.calls.find(({ body }) => body.data['id'] === 'park-1')?.id));
    expect([numbersOf(receiver.taken(), 'park'), numbersOf(receiver.taken(), 'drop'), numbersOf(receiver.taken(), 'fine')]).toEqual([[0], [0], [0, 1, 2]]);
    expect(await subscription(id)).toMatchObject({ state: 'active', parked: 2, lag: { events: 0 }, lastError: { message: 'the receiver answered 503', status: 503 } });

    refused.clear();
    expect(await product.post(`/v1/subscriptions/${id}/parked/${customers.park}/retry`)).toMatchObject({ status: 200, body: { released: true, dropped: 0 } });
    expect(await product.post(`/v1/subscriptions/${id}/parked/${customers.drop}/drop`)).toMatchObject({ status: 200, body: { released: true, dropped: 1 } });
    await receiver.until(() => numbersOf(receiver.taken(), 'park').length === 3 && numbersOf(receiver.taken(), 'drop').length === 2);
    expect([numbersOf(receiver.taken(), 'park'), numbersOf(receiver.taken(), 'drop')]).toEqual([[0, 1, 2], [0, 2]]);
    await untilParked(id, 0);
    // what was given to those who were parked is counted, although nothing new has come since
    for (const end = Date.now() + 5_000; (await subscription(id)).delivered !== 8 && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
    expect((await subscription(id)).delivered).toBe(8);
    expect(await product.post(`/v1/subscriptions/${id}/parked/${customers.park}/retry`)).toMatchObject({ status: 409, body: { code: 'RAPPORT_NOT_PARKED' } });
  });

  it('are counted for Prometheus, by the id of the subscription, until it is deleted', async () => {
    const { id } = await subscribe({ description: 'not for everybody' });
    const metrics = async (): Promise<string[]> => (await (await fetch(`${product.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith('rapport_webhook_'));
    const told = async (holds: (lines: string[]) => boolean): Promise<string[]> => {
      for (const end = Date.now() + 15_000; ; await new Promise((done) => setTimeout(done, 100))) {
        const lines = await metrics();
        if (holds(lines)) return lines;
        if (Date.now() > end) throw new Error(`not told: ${lines.join('\n')}`);
      }
    };
    const attempts = (lines: readonly string[], outcome: string): number => Number(lines.find((line) => line.startsWith(`rapport_webhook_attempts_total{outcome="${outcome}"}`))?.split(' ')[1]);
    const before = await metrics();
    receiver.answer = ({ body }) => ({ status: body.data['id'] === 'met-1' ? 503 : 204 });
    await product.send([order('met-0', 'met'), order('met-1', 'met'), order('metfine-0', 'metfine')]);
    await untilParked(id, 1);
    const lines = await told((each) => each.includes(`rapport_webhook_parked{subscription="${id}"} 1`) && each.includes(`rapport_webhook_delivered{subscription="${id}"} 2`));
    expect(lines).toEqual(expect.arrayContaining([`rapport_webhook_retrying{subscription="${id}"} 0`, `rapport_webhook_lag_events{subscription="${id}"} 0`, `rapport_webhook_lag_seconds{subscription="${id}"} 0`]));
    expect([attempts(lines, 'delivered') - attempts(before, 'delivered'), attempts(lines, 'failed') - attempts(before, 'failed')]).toEqual([2, 3]);
    expect(lines.join('\n')).not.toMatch(/127\.0\.0\.1|not for everybody/);
    await remove(id);
    await told((each) => each.every((line) => !line.includes(id)));
  });

  it('replay from a position, marked and with the ids of the first time, after a preview of the count', async () => {
    const { id } = await subscribe();
    const { body: { position: before } } = await product.get<{ position: string }>('/v1/events?direction=backwards&limit=1');
    await product.send([order('rep-0', 'rep'), order('rep-1', 'rep'), order('rep-2', 'rep')]);
    await receiver.until(() => receiver.calls.length === 3);
    expect(await product.post(`/v1/subscriptions/${id}/replay`, { from: before, dryRun: true })).toMatchObject({ status: 200, body: { count: 3 } });
    expect(await product.post(`/v1/subscriptions/${id}/replay`, { from: before, types: ['web.page-viewed'], dryRun: true })).toMatchObject({ status: 200, body: { count: 0 } });
    expect(await product.post(`/v1/subscriptions/${id}/replay`, { from: before })).toMatchObject({ status: 202, body: { count: 3 } });
    await receiver.until(() => receiver.calls.length === 6);
    const [first, again] = [receiver.calls.slice(0, 3), receiver.calls.slice(3)];
    expect(again.map(({ id: message }) => message)).toEqual(first.map(({ id: message }) => message));
    expect(again.map(({ headers, body }) => [headers['rapport-replay'], body.replay])).toEqual(Array(3).fill(['true', true]));
    expect(first.map(({ headers, body }) => [headers['rapport-replay'], body.replay])).toEqual(Array(3).fill([undefined, undefined]));
    for (const end = Date.now() + 10_000; 'replay' in (await subscription(id)) && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
    expect(await subscription(id)).not.toHaveProperty('replay');
  });

  it('send what lay before them as a replay when they are to begin in the past, and nothing of what was imported', async () => {
    const { body: { position: before } } = await product.get<{ position: string }>('/v1/events?direction=backwards&limit=1');
    await product.post('/v1/touchpoints?backfill=true&wait=visible', { batch: [order('past-0', 'past')] });
    await product.send([order('past-1', 'past')]);
    await subscribe({ from: before });
    await receiver.until(() => receiver.calls.length === 1);
    await product.send([order('past-2', 'past')]);
    await receiver.until(() => receiver.calls.length === 2);
    expect(receiver.calls.map(({ body }) => [body.data['id'], body.replay])).toEqual([['past-1', true], ['past-2', undefined]]);
    const other = await startReceiver();
    await product.post('/v1/subscriptions', { url: other.url, types: ['commerce.*'], from: before, includeBackfill: true });
    await other.until(() => other.calls.length === 3);
    expect(idsOf(other.calls)).toEqual(['past-0', 'past-1', 'past-2']);
    await other.close();
  });

  it('wait while paused, follow no redirect, rest as long as the receiver asks, and end where it is gone', async () => {
    const { id } = await subscribe();
    await product.post(`/v1/subscriptions/${id}/pause`);
    await product.send([order('rest-0', 'rest')]);
    await new Promise((done) => setTimeout(done, 300));
    expect(receiver.calls).toHaveLength(0);
    const answers = [{ status: 302, headers: { location: receiver.url } }, { status: 429, headers: { 'retry-after': '1' } }, { status: 204 }];
    receiver.answer = () => answers.shift() ?? { status: 410 };
    expect((await product.post<Subscription>(`/v1/subscriptions/${id}/resume`)).body.state).toBe('active');
    await receiver.until(() => receiver.calls.length === 3);
    const [, second, third] = receiver.calls;
    expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(990);
    await product.send([order('rest-1', 'rest')]);
    await receiver.until(() => receiver.calls.length === 4);
    for (const end = Date.now() + 5_000; (await subscription(id)).state !== 'disabled' && Date.now() < end; ) await new Promise((done) => setTimeout(done, 50));
    expect(await subscription(id)).toMatchObject({ state: 'disabled', reason: 'the receiver answered 410: it is gone', parked: 0 });
    receiver.answer = () => ({ status: 204 });
    await product.post(`/v1/subscriptions/${id}/resume`);
    await receiver.until(() => receiver.calls.length === 5);
    expect(idsOf(receiver.calls.slice(3))).toEqual(['rest-1', 'rest-1']);
  });

  it('sign with the old secret too after a rotation, and show and log no secret but in the answer that makes it', async () => {
    const given = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    const { id, secret } = await subscribe({ secret: given });
    expect(secret).toBe(given);
    const { body: { secret: fresh } } = await product.post<{ secret: string }>(`/v1/subscriptions/${id}/rotate-secret`);
    expect(await product.post(`/v1/subscriptions/${id}/test`)).toMatchObject({ status: 200, body: { delivered: true, status: 204 } });
    const [ping] = receiver.calls;
    for (const each of [given, fresh]) expect(new Webhook(each).verify(ping?.raw ?? '', ping?.headers as Record<string, string>)).toMatchObject({ type: 'rapport.ping' });
    const told = [await product.get(`/v1/subscriptions/${id}`), await product.get('/v1/subscriptions'), await product.get('/v1/events?limit=1000'), await product.get('/v1/streams/subscriptions')].map(({ body }) => JSON.stringify(body)).join('') + product.said();
    expect(told).toContain(id);
    for (const each of [given, fresh]) expect(told).not.toContain(each.slice('whsec_'.length));
  });

  it('are refused where they cannot be', async () => {
    const codes = async (body: object): Promise<unknown> => {
      const { status, body: problem } = await product.post<{ code: string; errors: { code: string }[] }>('/v1/subscriptions', { url: receiver.url, types: [], ...body });
      return [status, problem.code, problem.errors.map(({ code }) => code)];
    };
    expect(await codes({ url: 'ftp://files.example/' })).toEqual([422, 'RAPPORT_INVALID_SUBSCRIPTION', ['url']]);
    expect(await codes({ url: 'https://ann:pass@hooks.example/' })).toEqual([422, 'RAPPORT_INVALID_SUBSCRIPTION', ['credentials']]);
    expect(await codes({ types: ['none.such'], secret: 'short' })).toEqual([422, 'RAPPORT_INVALID_SUBSCRIPTION', ['unknown-type', 'secret']]);
    expect(await product.get('/v1/subscriptions/nobody')).toMatchObject({ status: 404 });
    const stated = { id: 's-1', type: 'subscription.deleted', identities: [{ kind: 'user-id', value: 'x' }], data: { subscriptionId: 'x' } };
    expect(await product.post('/v1/touchpoints', stated)).toMatchObject({ status: 422 });
  });
});

whenBuilt('webhooks of a product as it is by default', () => {
  it('lead to no host of this machine or its network, by whatever name', async () => {
    const product = await startProduct();
    try {
      for (const url of ['http://127.0.0.1:9/', 'http://localhost:9/', 'http://[::1]/', 'http://2130706433/', 'http://0x7f.1/', 'http://10.1.2.3/', 'http://169.254.169.254/latest', 'http://[::ffff:10.0.0.1]/', 'http://[fd00::1]/']) {
        expect([url, await product.post('/v1/subscriptions', { url, types: [] })]).toEqual([url, expect.objectContaining({ status: 422 })]);
      }
    } finally {
      await product.stop();
    }
  });
});

whenBuilt('webhooks of a product that is killed in their midst', () => {
  it('leave no event out and keep the order of each customer', async () => {
    const data = mkdtempSync(join(tmpdir(), 'rapport-hooks-'));
    const receiver = await startReceiver();
    let product = await startProduct({ data, environment: ENVIRONMENT });
    try {
      let calls = 0;
      // Each fails once at most: whose event fails three times is parked, and comes no more by itself.
      const failed = new Set<string>();
      receiver.answer = ({ id }) => ({ status: (calls += 1) % 11 === 0 && failed.size !== failed.add(id).size ? 500 : 200, after: 5 });
      await product.post('/v1/subscriptions', { url: receiver.url, types: ['commerce.order-completed'] });
      const users = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'];
      for (let round = 0; round < 3; round++) {
        await product.send(users.flatMap((user) => Array.from({ length: 40 }, (_, number) => order(`${user}-${String(round * 40 + number)}`, user))));
        await new Promise((done) => setTimeout(done, 100 + 70 * round));
        await product.kill();
        product = await startProduct({ data, environment: ENVIRONMENT });
      }
      const taken = (user: string): number[] => [...new Set(numbersOf(receiver.taken(), user))];
      await receiver.until(() => users.every((user) => taken(user).length === 120), 40_000);
      // each is first taken after all before it: what is repeated after a kill goes on in order too
      for (const user of users) expect(taken(user)).toEqual(Array.from({ length: 120 }, (_, number) => number));
    } finally {
      await product.stop();
      await receiver.close();
      rmSync(data, { recursive: true, force: true });
    }
  }, 120_000);
});
