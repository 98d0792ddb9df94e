import { Intake } from '#intake/receive';
import { EmbeddedEventLog } from '#event-log/embedded';
import { EventCodec } from '#event-log';
import { FixedClock } from '#kernel';
import { EventTypes, identityRules, type RecordedEvent, TouchpointCheck } from '#touchpoints';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBridge, isBackfill } from './from-bridge';
import { customerToBridge, toBridge } from './to-bridge';
import { INBOUND_TOPICS, inboundTopicOf, outboundTopicOf, TOPICS, topicSpecs } from './topics';

const NOW = Date.UTC(2026, 2, 1, 10, 15);
const types = new EventTypes();
const paid: RecordedEvent = {
  id: 'p-1', type: 'billing.invoice-paid', stream: 'identity-1', occurredAt: NOW, receivedAt: NOW + 40, recordedAt: NOW + 50, schemaVersion: 1, initiator: 'company', position: 42n, revision: 0,
  identities: [{ kind: 'email', value: 'ann@example.org' }], data: { invoiceId: 'I-77', total: 59.9, currency: 'EUR' },
};

describe('topics', () => {
  it('are asked for with their partitions, the customers compacted', () => {
    expect(topicSpecs(8)).toEqual(['touchpoints', 'lifecycle', 'customers', 'billing', 'fulfilment', 'service'].map((name) => ({ name, partitions: 8, ...(name === 'customers' ? { compacted: true } : {}) })));
    expect(TOPICS.filter(({ direction }) => direction === 'inbound').map(({ name }) => name)).toEqual(INBOUND_TOPICS);
  });

  it.each([
    ['commerce.order-completed', 'touchpoints', undefined], ['billing.invoice-overdue', 'touchpoints', 'billing'], ['cost.incurred', 'touchpoints', 'billing'], ['fulfilment.shipment-delayed', 'touchpoints', 'fulfilment'],
    ['case.resolved', 'touchpoints', 'service'], ['lifecycle.stage-entered', 'lifecycle', undefined], ['identity.linked', undefined, undefined], ['model.fitted', undefined, undefined], ['subscription.disabled', undefined, undefined], ['intake.quarantined', undefined, undefined],
  ])('take %s: out %s, in %s', (type, out, into) => {
    const known = types.get(type)!;
    expect([outboundTopicOf(known), inboundTopicOf(known)]).toEqual([out, into]);
  });
});

describe('a recorded event on the bridge', () => {
  it('is keyed by the customer, and says when it happened, when it was recorded and where it stands', () => {
    expect(toBridge(paid, 'c-1', 'touchpoints')).toEqual({
      key: 'c-1', id: 'p-1', source: '/rapport/touchpoints', type: 'billing.invoice-paid', subject: 'c-1', time: '2026-03-01T10:15:00.000Z', dataschema: 'urn:rapport:event-type:billing.invoice-paid:1',
      data: { invoiceId: 'I-77', total: 59.9, currency: 'EUR', identities: paid.identities }, extensions: { position: '42', recordedat: '2026-03-01T10:15:00.050Z', initiator: 'company' },
    });
  });

  it('says that nobody should act upon it where that is so, and what a fact follows from', () => {
    expect(toBridge({ ...paid, backfill: true, causedBy: { position: '41' } }, 'c-1', 'lifecycle', { replay: true })).toMatchObject({ source: '/rapport/lifecycle', extensions: { backfill: 'true', replay: 'true', causedby: '41' } });
  });
});

describe('a customer on the bridge', () => {
  it('is where she stands, in short', () => {
    const document = { customerId: 'c-1', phase: 'retention', stage: 'regular', since: '2026-03-01T10:15:00.000Z', previousStage: null, reasons: ['second purchase day'], position: '42', signals: [] };
    expect(customerToBridge('c-1', document, 42n, NOW)).toEqual({
      key: 'c-1', id: 'c-1@42', source: '/rapport/customers', type: 'customer.position-stated', subject: 'c-1', time: '2026-03-01T10:15:00.000Z', extensions: { position: '42' },
      data: { customerId: 'c-1', phase: 'retention', stage: 'regular', since: '2026-03-01T10:15:00.000Z', previousStage: null, reasons: ['second purchase day'] },
    });
  });

  it('is nothing where she is gone', () => {
    expect(customerToBridge('c-1', null, 43n, NOW).data).toBeNull();
  });
});

describe("a service's fact", () => {
  const message = { key: 'c-1', id: 'I-77/paid', source: '/back-office/billing', type: 'billing.invoice-paid', subject: 'c-1', time: '2026-03-01T10:15:00.000Z', data: { ...paid.data, identities: paid.identities } };

  it('comes in as a touchpoint, once however often it comes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-bridge-'));
    const clock = new FixedClock(NOW + 60_000);
    const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(types), clock, writer: 'here' });
    const intake = new Intake(log, clock, { types, check: new TouchpointCheck(types), identities: identityRules });
    expect(await intake.receive([{ value: fromBridge(message) }, { value: fromBridge(message) }])).toMatchObject({ accepted: 1, duplicates: 1, quarantined: 0 });
    expect((await log.readAll({ limit: 10 })).map(({ id, type, occurredAt, data, identities, source }) => ({ id, type, occurredAt, data, identities, source }))).toEqual([{
      id: 'ce:/back-office/billing:I-77/paid', type: 'billing.invoice-paid', occurredAt: NOW, data: paid.data, identities: paid.identities, source: { system: '/back-office/billing', record: 'I-77/paid', subject: 'c-1' },
    }]);
    expect(await intake.receive([{ value: fromBridge({ ...message, id: 'x', data: { total: 1 } }) }])).toMatchObject({ quarantined: 1 });
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it.each([['longer than a touchpoint id may be', 'x'.repeat(200)], ['with control characters in it', 'a\u0007b']])('has an id of its own also where the message has one %s', (_, id) => {
    const own = String(fromBridge({ ...message, id })['id']);
    expect(own).toMatch(/^ce:[0-9a-f-]{36}$/);
    expect(fromBridge({ ...message, id })['id']).toBe(own);
    expect(fromBridge({ ...message, id: `${id}2` })['id']).not.toBe(own);
  });

  it('is told of late where it says so', () => {
    expect([isBackfill(message), isBackfill({ ...message, extensions: { backfill: 'true' } }), isBackfill({ ...message, extensions: { replay: 'true' } }), isBackfill({ ...message, extensions: { backfill: 'no' } })]).toEqual([false, true, true, false]);
  });
});
