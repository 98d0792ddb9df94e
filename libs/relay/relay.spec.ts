import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bridge, type BridgeMessage, type ReceivedMessage } from '#bridge';
import { EmbeddedBridge } from '#bridge/embedded';
import { fromBridge, topicSpecs } from '#bridge/messages';
import { CUSTOMERS, IDENTITIES, IdentityDirectory, IdentityStage } from '#customers/identity';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { Intake } from '#intake/receive';
import { FixedClock, RapportError, START } from '#kernel';
import { IDENTITY_CHECKPOINT } from '#projections';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, identityRules, TouchpointCheck } from '#touchpoints';
import { runBridgeIntake } from './bridge-intake';
import { Relay, RELAY_CHECKPOINT, RELAY_LEASE } from './relay';

const NOW = Date.UTC(2026, 2, 1, 10, 15);
const types = new EventTypes();

describe('between the log and the bridge', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'rapport-relay-'));
  let at: string;
  let log: EmbeddedEventLog;
  let store: EmbeddedReadModelStore;
  let bridge: EmbeddedBridge;
  let intake: Intake;
  let stage: IdentityStage;
  let stop: AbortController;
  const running: Promise<void>[] = [];
  const taken: ReceivedMessage[] = [];

  beforeEach(async () => {
    at = folder();
    const clock = new FixedClock(NOW);
    log = await EmbeddedEventLog.open({ file: join(at, 'events.db'), codec: new EventCodec(types), clock, writer: 'here' });
    store = new EmbeddedReadModelStore({ file: join(at, 'read-models.db') });
    for (const collection of [IDENTITIES, CUSTOMERS]) await store.ensure(collection);
    bridge = await EmbeddedBridge.open({ file: join(at, 'bridge.db') });
    await bridge.ensure(topicSpecs(2));
    intake = new Intake(log, clock, { types, check: new TouchpointCheck(types), identities: identityRules });
    stage = new IdentityStage(store, identityRules);
    stop = new AbortController();
    taken.length = 0;
    await bridge.consume({ group: 'test', topics: ['touchpoints', 'lifecycle', 'customers'], from: 'beginning', handle: (messages) => Promise.resolve(void taken.push(...messages)) });
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running.splice(0));
    await bridge.close();
    await store.close();
    await log.close();
    rmSync(at, { recursive: true });
  });

  function relay(through: Bridge = bridge, warn: (sentence: string) => void = () => undefined): Relay {
    const made = new Relay({ log, store, bridge: through, types, customersOf: (streams) => new IdentityDirectory(store, identityRules).customersOf(streams), owner: 'here', warn });
    running.push(made.run(stop.signal));
    return made;
  }

  /** What the projector does with its identity stage. */
  async function identify(): Promise<void> {
    const after = (await store.checkpoint(IDENTITY_CHECKPOINT)) ?? START;
    const events = await log.readAll({ after, limit: 1_000 });
    const shape = await stage.fold(events);
    await store.commit({ writes: shape.writes, checkpoints: { [IDENTITY_CHECKPOINT]: events.at(-1)?.position ?? after } });
  }

  const viewed = (id: string, ...values: string[]): { value: unknown } => ({ value: { id, type: 'web.page-viewed', identities: values.map((value) => ({ kind: 'user-id', value })), occurredAt: '2026-03-01T10:00:00.000Z', data: { url: `/${id}` } } });

  async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 400; turn++) {
      if (await holds()) return;
      await sleep(20);
    }
    throw new Error(`waited in vain; there is ${taken.map(({ id }) => id).join(', ')}`);
  }

  it('touchpoints are published in order per customer, once the identity stage has named the customer', async () => {
    const made = relay();
    await intake.receive([viewed('a', 'ann'), viewed('b', 'ann', 'anne'), viewed('c', 'anne'), viewed('d', 'ben')]);
    await sleep(200);
    expect([taken, await made.position()]).toEqual([[], START]);
    await identify();
    await eventually(() => taken.length === 4);
    const keys = new Map(taken.map(({ id, key }) => [id, key]));
    expect([keys.get('a'), keys.get('b')]).toEqual([keys.get('c'), keys.get('c')]);
    expect(keys.get('d')).not.toBe(keys.get('a'));
    expect(taken.filter(({ key }) => key === keys.get('a')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(taken[0]).toMatchObject({ topic: 'touchpoints', type: 'web.page-viewed', subject: taken[0]!.key, extensions: { position: expect.any(String) } });
    await eventually(async () => (await made.position()) === (await log.head()));
  });

  it('what is told of late says so', async () => {
    relay();
    await intake.receive([viewed('a', 'ann')], { backfill: true });
    await intake.receive([viewed('b', 'ann')]);
    await identify();
    await eventually(() => taken.length === 2);
    expect(taken.map(({ id, extensions }) => [id, extensions?.['backfill']])).toEqual([['a', 'true'], ['b', undefined]]);
  });

  it('facts go to a topic of their own, and where a customer stands to another; what concerns no customer stays in the house', async () => {
    relay();
    const data = { customerId: 'c-1', stage: 'regular', phase: 'retention', since: '2026-03-01T10:15:00.000Z', reasons: ['second purchase day'] };
    const fact = { id: 'f', type: 'lifecycle.stage-entered', stream: 'lifecycle-c-1', occurredAt: NOW, receivedAt: NOW, schemaVersion: 1, initiator: 'system' as const, identities: [{ kind: 'user-id', value: 'ann' }], data };
    await log.append([fact, { ...fact, id: 'q', type: 'intake.quarantined', stream: 'intake-1', data: {} }]);
    await identify();
    await eventually(() => taken.length === 2);
    expect(new Map(taken.map(({ topic, key, type }) => [topic, [key, type]]))).toEqual(new Map([['lifecycle', ['c-1', 'lifecycle.stage-entered']], ['customers', ['c-1', 'customer.position-stated']]]));
    expect(taken.find(({ topic }) => topic === 'customers')?.data).toEqual(data);
  });

  it('who has become one with another has no position any more, and a fact says who she is', async () => {
    relay();
    const position = { id: 'f', type: 'lifecycle.stage-entered', stream: 'lifecycle-c-1', occurredAt: NOW, receivedAt: NOW, schemaVersion: 1, initiator: 'system' as const, identities: [{ kind: 'user-id', value: 'ann' }], data: { customerId: 'c-1', stage: 'regular', phase: 'retention', since: '2026-03-01T10:15:00.000Z', reasons: ['second purchase day'] } };
    await log.append([position, { ...position, id: 'm', type: 'lifecycle.customer-merged', data: { customerId: 'c-1', mergedInto: 'c-2' } }]);
    await identify();
    const last = (): ReceivedMessage | undefined => taken.findLast(({ topic }) => topic === 'customers');
    await eventually(() => last()?.id === 'c-1@2' && taken.filter(({ topic }) => topic === 'lifecycle').length === 2);
    expect(last()).toMatchObject({ key: 'c-1', data: null });
    expect(taken.filter(({ topic }) => topic === 'lifecycle').map(({ key, type, data }) => [key, type, data?.['mergedInto']])).toEqual([['c-1', 'lifecycle.stage-entered', undefined], ['c-1', 'lifecycle.customer-merged', 'c-2']]);
  });

  it('an outage of the bridge is outlasted, nothing left out and nothing out of order', async () => {
    const said: string[] = [];
    let away = true;
    const flaky: Bridge = Object.assign(Object.create(bridge) as Bridge, { publish: (topic: string, messages: readonly BridgeMessage[]) => (away ? Promise.reject(new RapportError('RAPPORT_BRIDGE_UNAVAILABLE', 'away')) : bridge.publish(topic, messages)) });
    relay(flaky, (sentence) => said.push(sentence));
    await intake.receive([viewed('a', 'ann'), viewed('b', 'ann')]);
    await identify();
    await eventually(() => said.length > 0);
    expect(await store.checkpoint(RELAY_CHECKPOINT)).toBe(START);
    away = false;
    await eventually(() => taken.length === 2);
    expect(taken.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(said[0]).toBe('the relay goes on in a second');
  });

  it('one process relays at a time, and one that has lost its lease does not move the checkpoint', async () => {
    await store.acquire(RELAY_LEASE, 'there', 60_000);
    relay();
    await intake.receive([viewed('a', 'ann')]);
    await identify();
    await sleep(1_300);
    expect([taken, await store.checkpoint(RELAY_CHECKPOINT)]).toEqual([[], undefined]);
    await store.release(RELAY_LEASE, 'there');
    await eventually(() => taken.length === 1);
    expect(await store.acquire(RELAY_LEASE, 'there', 1_000)).toBeUndefined();
  });

  it("services' facts come in as touchpoints, late ones as backfill, a repeat as nothing, and what is no touchpoint into quarantine", async () => {
    const paid: BridgeMessage = { key: 'c-1', id: 'p-1', source: '/back-office/billing', type: 'billing.invoice-paid', time: '2026-03-01T09:00:00.000Z', data: { invoiceId: 'I-77', total: 59.9, currency: 'EUR', identities: [{ kind: 'user-id', value: 'ann' }] } };
    await bridge.publish('billing', [paid, { ...paid, id: 'p-2', extensions: { backfill: 'true' } }, paid, { ...paid, id: 'p-3', data: { total: 'much' } }]);
    running.push(runBridgeIntake({ bridge, receive: (touchpoints, options) => intake.receive(touchpoints, options) }, stop.signal));
    await eventually(async () => (await log.readAll({ limit: 10 })).length === 3);
    const events = await log.readAll({ limit: 10 });
    expect(events.map(({ id, type, backfill }) => [type === 'billing.invoice-paid' ? id : '', type, backfill]).sort()).toEqual([
      ['', 'intake.quarantined', undefined], [fromBridge(paid)['id'], 'billing.invoice-paid', undefined], [fromBridge({ ...paid, id: 'p-2' })['id'], 'billing.invoice-paid', true],
    ].sort());
    await eventually(async () => (await bridge.lag('intake', ['billing'])).every(({ messages }) => messages === 0));
  });
});
