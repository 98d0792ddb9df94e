import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { systemClock } from '#kernel';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes } from '#touchpoints';
import { DeliveryBook } from './delivery-book';
import type { RunSpec } from './run-spec';
import { SubscriptionWorker } from './subscription-worker';

const SPEC: RunSpec = { run: 's', subscription: 's', types: undefined, includeBackfill: false, after: 0n, upTo: undefined, replayedUpTo: 0n };

describe('the worker of a subscription', () => {
  let folder: string;
  let log: EmbeddedEventLog;
  let store: EmbeddedReadModelStore;
  let sent: string[];
  let warned: string[];
  let send: () => void;
  const workers: SubscriptionWorker[] = [];
  let next = 0;

  const append = (): Promise<unknown> => log.append([{ id: `e-${String(next++)}`, type: 'web.searched', stream: 'a', occurredAt: 0, receivedAt: 0, schemaVersion: 1, initiator: 'customer', identities: [], data: {} }]);
  const start = (owner: string): SubscriptionWorker => {
    const worker = new SubscriptionWorker('s', [SPEC], {
      store, owner,
      warn: (message) => warned.push(message),
      run: {
        log, book: new DeliveryBook(store), clock: systemClock, retries: [10], random: () => 0, gone: () => Promise.resolve(), visible: () => Promise.resolve(), ownerOf: ({ stream }) => Promise.resolve({ customerId: stream, lanes: [stream] }),
        send: ({ id }) => {
          send();
          sent.push(`${owner} ${id}`);
          return Promise.resolve({ kind: 'delivered', status: 204 });
        },
      },
    });
    workers.push(worker);
    return worker;
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (const end = Date.now() + 10_000; !holds(); await new Promise((done) => setTimeout(done, 5))) if (Date.now() > end) throw new Error(sent.join());
  };

  beforeEach(async () => {
    [sent, warned, next, send] = [[], [], 0, () => undefined];
    folder = mkdtempSync(join(tmpdir(), 'rapport-worker-'));
    log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(new EventTypes()), clock: systemClock, writer: 'here' });
    store = new EmbeddedReadModelStore({ file: join(folder, 'subscriptions.db') });
    await new DeliveryBook(store).prepare();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
    await log.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('is at work in one process at a time, and another goes on where it ended', async () => {
    const first = start('first');
    await append();
    await until(() => sent.length === 1);
    start('second');
    await append();
    await until(() => sent.length === 2);
    await first.close();
    await append();
    await until(() => sent.length === 3);
    expect(sent).toEqual(['first e-0', 'first e-1', 'second e-2']);
  });

  it('begins again after a fault, and says so', async () => {
    let faults = 1;
    send = () => {
      if (faults-- > 0) throw new Error('the disk is full');
    };
    await append();
    start('first');
    await until(() => sent.length === 1);
    expect([sent, warned]).toEqual([['first e-0'], ['deliveries of a subscription were interrupted, and begin again']]);
  });

  it('leaves the lease to others when it is closed', async () => {
    const worker = start('first');
    await append();
    await until(() => sent.length === 1);
    await worker.close();
    expect(await store.acquire('webhooks/s', 'other', 1_000)).toBeGreaterThan(1);
  });
});
