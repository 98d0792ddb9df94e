import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bridge, type BridgeMessage, deadLetterTopic, type ReceivedMessage } from '#bridge';
import { EmbeddedBridge } from '#bridge/embedded';
import { INBOUND_TOPICS, topicSpecs } from '#bridge/messages';
import { DAY, FixedClock, formatTime, SECOND } from '#kernel';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, TouchpointCheck } from '#touchpoints';
import { type RunningBackOffice, startBackOffice } from './back-office';

const NOW = Date.UTC(2026, 2, 1, 10);
const check = new TouchpointCheck(new EventTypes());

describe('the back office, at the bridge', () => {
  let folder: string;
  let clock: FixedClock;
  let bridge: EmbeddedBridge;
  let store: EmbeddedReadModelStore;
  const running: RunningBackOffice[] = [];
  const stated: ReceivedMessage[] = [];
  const said: string[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-back-office-'));
    clock = new FixedClock(NOW);
    bridge = await EmbeddedBridge.open({ file: join(folder, 'bridge.db') });
    await bridge.ensure(topicSpecs(2));
    store = new EmbeddedReadModelStore({ file: join(folder, 'back-office.db') });
    stated.length = 0;
    said.length = 0;
    await bridge.consume({ group: 'test', topics: INBOUND_TOPICS, from: 'beginning', handle: (messages) => Promise.resolve(void stated.push(...messages)) });
  });
  afterEach(async () => {
    await stop();
    await bridge.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  async function start(through: Bridge = bridge, owner = 'here'): Promise<void> {
    running.push(await startBackOffice({ bridge: through, store, clock, owner, warn: (message) => said.push(message) }));
  }
  async function stop(): Promise<void> {
    await Promise.all(running.splice(0).map(async (office) => office.stop()));
  }
  const touchpoint = (id: string, type: string, data: object, more: Partial<BridgeMessage> = {}): BridgeMessage => ({
    key: 'c-1', id, source: '/rapport/touchpoints', type, subject: 'c-1', time: formatTime(clock.now()), extensions: { position: '1', recordedat: formatTime(clock.now()) },
    data: { ...data, identities: [{ kind: 'user-id', value: 'null' }, { kind: 'email', value: 'ann@example.org' }, { kind: 'user-id', value: 'ann' }] }, ...more,
  });
  const tell = async (...messages: readonly BridgeMessage[]): Promise<void> => bridge.publish('touchpoints', messages);
  const order = (id: string, more: Partial<BridgeMessage> = {}): BridgeMessage => touchpoint(id, 'commerce.order-completed', { orderId: id, total: 59.9, currency: 'EUR' }, more);
  const types = (): string[] => stated.map(({ type }) => type);
  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 15_000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited in vain; stated is ${types().join(', ')}; said ${said.join(', ')}`);
      await sleep(20);
    }
  }
  const idle = async (): Promise<void> => {
    await until(async () => (await Promise.all(['billing', 'fulfilment', 'service-desk'].map((group) => bridge.lag(group, ['touchpoints'])))).flat().every(({ messages }) => messages === 0));
    await sleep(250);
  };

  it('states facts that intake would take, under the customer it was told of and one name only, on the topic of each function', async () => {
    await start();
    await tell(order('A-1'), touchpoint('fb-1', 'feedback.received', { kind: 'complaint', topic: 'packaging' }));
    await until(() => stated.length === 2);
    expect(new Map(stated.map(({ type, topic, key, source, time }) => [type, { topic, key, source, time }]))).toEqual(new Map([
      ['billing.invoice-issued', { topic: 'billing', key: 'c-1', source: '/back-office/billing', time: formatTime(NOW) }], ['case.opened', { topic: 'service', key: 'c-1', source: '/back-office/service-desk', time: formatTime(NOW) }],
    ]));
    for (const { type, data } of stated) {
      expect(check.check(type, data)).toEqual([]);
      expect(data?.['identities']).toEqual([{ kind: 'email', value: 'ann@example.org' }]);
    }
    clock.set(NOW + 30 * DAY);
    await until(() => stated.length === 6);
    expect(types().slice(2).toSorted()).toEqual(['billing.invoice-overdue', 'case.assigned', 'fulfilment.shipment-delivered', 'fulfilment.shipment-dispatched']);
    for (const { type, data } of stated) expect(check.check(type, data)).toEqual([]);
  });

  it('does its timers after a restart, once, and nothing of what it has heard twice', async () => {
    await start();
    await tell(order('A-1'), order('A-1'));
    await until(() => stated.length === 1);
    await idle();
    await stop();
    clock.set(NOW + 15 * DAY);
    await start();
    await until(() => stated.length === 4);
    await tell(order('A-1'));
    await idle();
    await stop();
    await start();
    await idle();
    expect(types().toSorted()).toEqual(['billing.invoice-issued', 'billing.invoice-overdue', 'fulfilment.shipment-delivered', 'fulfilment.shipment-dispatched']);
  });

  it('hears first what was told while it was away: who has paid meanwhile is not reminded', async () => {
    await start();
    await tell(order('A-1'), order('A-2'));
    await until(() => stated.length === 2);
    await idle();
    await stop();
    clock.set(NOW + 15 * DAY);
    await tell(...Array.from({ length: 1_500 }, (_, number) => touchpoint(`v-${String(number)}`, 'web.page-viewed', { url: '/' })), touchpoint('p-1', 'billing.invoice-paid', { invoiceId: 'I-A-1' }));
    await start();
    await until(() => stated.length === 7);
    await idle();
    expect(stated.filter(({ type }) => type === 'billing.invoice-overdue').map(({ data }) => data?.['invoiceId'])).toEqual(['I-A-2']);
  });

  it('a crash between stating and writing down repeats the fact under its id', async () => {
    let failing = true;
    const torn = Object.assign(Object.create(store) as EmbeddedReadModelStore, { commit: (commit: Parameters<EmbeddedReadModelStore['commit']>[0]) => (failing && commit.writes?.some(({ collection }) => collection === 'billing') === true ? Promise.reject(new Error('power lost')) : store.commit(commit)) });
    running.push(await startBackOffice({ bridge, store: torn, clock, owner: 'here', warn: () => undefined }));
    await tell(order('A-1'));
    await until(() => types().filter((type) => type === 'billing.invoice-issued').length >= 2);
    failing = false;
    await idle();
    expect(new Set(stated.map(({ id, type, time, data }) => JSON.stringify([id, type, time, data]))).size).toBe(1);
  });

  it('leaves alone what is told of late or again, what was there before it opened its books, and what it has stated itself', async () => {
    await start();
    await tell(
      order('A-1', { extensions: { backfill: 'true' } }), order('A-2', { extensions: { replay: 'true' } }), order('A-3', { extensions: { recordedat: formatTime(NOW - 1) } }),
      touchpoint('fb-1', 'feedback.received', { kind: 'complaint' }),
    );
    await until(() => stated.length === 1);
    const [{ id, type, data }] = stated as [ReceivedMessage];
    await tell(touchpoint(`ce:/back-office/service-desk:${id}`, type, data ?? {}));
    await idle();
    expect(types()).toEqual(['case.opened']);
  });

  it('a message that is no touchpoint of its type goes to the dead letters with the reason, and the rest goes on', async () => {
    const dead: ReceivedMessage[] = [];
    await bridge.consume({ group: 'undertaker', topics: [deadLetterTopic('touchpoints')], from: 'beginning', handle: (messages) => Promise.resolve(void dead.push(...messages)) });
    await start();
    await tell(touchpoint('bad', 'commerce.order-completed', { orderId: 'A-1' }), order('A-2'));
    await until(() => dead.length === 2 && stated.length === 1);
    expect(dead.map(({ id, extensions }) => [id, extensions?.['deadletterreason']])).toEqual([['bad', 'commerce.order-completed bad: total is required'], ['bad', 'commerce.order-completed bad: total is required']]);
  });

  it('one process works at a time, and another takes over when it stops', async () => {
    await start(bridge, 'first');
    await until(async () => (await store.leases('back-office/')).size === 3);
    const [first] = running.splice(0);
    await start(bridge, 'second');
    await tell(order('A-1'));
    await until(() => stated.length === 1);
    expect([...new Set((await store.leases('back-office/')).values())]).toEqual(['first']);
    await first?.stop();
    await until(async () => [...(await store.leases('back-office/')).values()].filter((owner) => owner === 'second').length === 3);
    await tell(order('A-2'));
    await until(() => stated.length === 2);
    expect(types()).toEqual(['billing.invoice-issued', 'billing.invoice-issued']);
  });

  it('another process takes over from one that died once its leases have run out, as long as was said', async () => {
    const deathly = Object.assign(Object.create(store) as EmbeddedReadModelStore, { release: () => Promise.resolve() });
    const ttl = 2 * SECOND;
    const first = await startBackOffice({ bridge, store: deathly, clock, owner: 'first', ttl, warn: () => undefined });
    await until(async () => (await store.leases('back-office/')).size === 3);
    await first.stop();
    running.push(await startBackOffice({ bridge, store, clock, owner: 'second', ttl, warn: () => undefined }));
    const dead = Date.now();
    await tell(order('A-1'));
    await until(() => stated.length === 1);
    expect(new Set((await store.leases('back-office/')).values())).toEqual(new Set(['second']));
    expect(Date.now() - dead).toBeLessThan(8 * SECOND);
  });
});
