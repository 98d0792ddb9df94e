import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { systemClock } from '#kernel';
import type { Fence, ReadModelStore } from '#read-models';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { MongoReadModelStore } from '#read-models/mongodb';
import { describeOn } from '#testing/engines';
import { EventTypes, type NewEvent, type RecordedEvent } from '#touchpoints';
import type { Outcome } from '../sending/outcome';
import { DeliveryBook } from './delivery-book';
import { DeliveryRun } from './delivery-run';
import type { RunSpec, RunTools } from './run-spec';

const DELIVERED: Outcome = { kind: 'delivered', status: 200 };
const FAILED = { kind: 'failed', message: 'the receiver answered 500', status: 500 } as const satisfies Outcome;
const SPEC: RunSpec = { run: 's', subscription: 's', types: undefined, includeBackfill: false, after: 0n, upTo: undefined, replayedUpTo: 0n };

interface OpenedStore {
  readonly store: ReadModelStore;
  /** Removes what it holds. */
  close(): Promise<void>;
}

type OpenStore = (folder: string) => Promise<OpenedStore>;

/** A run on engines of its own, with a receiver that answers as it is told. */
class Bench {
  readonly sent: { readonly event: RecordedEvent; readonly replay: boolean; readonly outcome: Outcome }[] = [];
  answer: (event: RecordedEvent) => Outcome | Promise<Outcome> = () => DELIVERED;
  lanesOf: (stream: string) => readonly string[] = (stream) => [stream];
  retries: readonly number[] = [10, 10, 10, 10, 10, 10];
  gone = 0;
  underWay = 0;
  mostUnderWay = 0;
  private next = 0;
  private stop = new AbortController();
  private running: Promise<void> | undefined;

  private constructor(readonly folder: string, readonly log: EmbeddedEventLog, private readonly opened: OpenedStore, readonly book: DeliveryBook) {}

  get store(): ReadModelStore {
    return this.opened.store;
  }

  static async open(openStore: OpenStore): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-run-'));
    const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(new EventTypes()), clock: systemClock, writer: 'here' });
    const opened = await openStore(folder);
    const book = new DeliveryBook(opened.store);
    await book.prepare();
    return new Bench(folder, log, opened, book);
  }

  async append(streams: readonly string[], parts: Partial<NewEvent> = {}): Promise<void> {
    await this.log.append(streams.map((stream) => ({ id: `e-${String(this.next++)}`, type: 'web.searched', stream, occurredAt: 0, receivedAt: 0, schemaVersion: 1, initiator: 'customer', identities: [], data: {}, ...parts })));
  }

  async start(spec: Partial<RunSpec> = {}): Promise<Fence> {
    const fence = { lease: 'webhooks/s', epoch: (await this.store.acquire('webhooks/s', 'me', 60_000)) ?? 0 };
    const tools: RunTools = {
      log: this.log, book: this.book, clock: systemClock, fence, retries: this.retries, random: () => 0, visible: () => Promise.resolve(),
      ownerOf: ({ stream }) => Promise.resolve({ customerId: stream, lanes: this.lanesOf(stream) }),
      send: async (event, replay) => {
        this.mostUnderWay = Math.max(this.mostUnderWay, (this.underWay += 1));
        const outcome = await this.answer(event);
        this.underWay -= 1;
        this.sent.push({ event, replay, outcome });
        return outcome;
      },
      gone: () => {
        this.gone += 1;
        return Promise.resolve();
      },
    };
    this.stop = new AbortController();
    this.running = new DeliveryRun({ ...SPEC, ...spec }, tools).run(this.stop.signal);
    this.running.catch(() => undefined);
    return fence;
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  async over(): Promise<void> {
    await this.running;
  }

  taken(stream?: string): string[] {
    return this.sent.filter(({ event, outcome }) => outcome.kind === 'delivered' && (stream === undefined || event.stream === stream)).map(({ event }) => event.id);
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 10_000; !(await holds()); await new Promise((done) => setTimeout(done, 2))) if (Date.now() > end) throw new Error(`it did not come: ${JSON.stringify(this.taken())}`);
  }

  async close(): Promise<void> {
    await this.end().catch(() => undefined);
    await this.log.close();
    await this.opened.close();
    rmSync(this.folder, { recursive: true });
  }
}

function deliveryRuns(openStore: OpenStore, numRuns: number): void {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open(openStore);
  });
  afterEach(async () => bench.close());

  it('leaves nothing out and keeps each customer\'s order, whatever fails and wherever it is stopped', async () => {
    await assert(asyncProperty(array(record({ stream: constantFrom('a', 'b', 'c', 'd'), failures: integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 40 }), array(integer({ min: 0, max: 30 }), { maxLength: 3 }), async (events, stops) => {
      const own = await Bench.open(openStore);
      try {
        const left = new Map<string, number>();
        own.answer = ({ id }) => {
          const failures = left.get(id) ?? events[Number(id.slice(2))]?.failures ?? 0;
          left.set(id, failures - 1);
          return failures > 0 ? FAILED : DELIVERED;
        };
        await own.append(events.map(({ stream }) => stream));
        for (const ms of stops) {
          await own.start();
          await new Promise((done) => setTimeout(done, ms));
          await own.end();
        }
        await own.start();
        await own.until(() => new Set(own.taken()).size === events.length);
        for (const stream of ['a', 'b', 'c', 'd']) {
          const expected = events.flatMap((each, index) => (each.stream === stream ? [`e-${String(index)}`] : []));
          expect([...new Set(own.taken(stream))]).toEqual(expected);
        }
      } finally {
        await own.close();
      }
    }), { numRuns });
  }, 60_000);

  it('lets other customers flow while one waits', async () => {
    let broken = true;
    bench.answer = ({ stream }) => (stream === 'a' && broken ? FAILED : DELIVERED);
    bench.retries = [50, 50, 50, 50, 50];
    await bench.append(['a', 'b', 'a', 'b', 'c']);
    await bench.start();
    await bench.until(() => bench.taken().length === 3);
    expect(bench.taken('a')).toEqual([]);
    broken = false;
    await bench.until(() => bench.taken().length === 5);
    expect(bench.taken('a')).toEqual(['e-0', 'e-2']);
  });

  it('has eight calls under way at the most, and one for each customer', async () => {
    const busy = new Set<string>();
    bench.answer = async ({ stream }) => {
      expect(busy.has(stream)).toBe(false);
      busy.add(stream);
      await new Promise((done) => setTimeout(done, 10));
      busy.delete(stream);
      return DELIVERED;
    };
    await bench.append(Array.from({ length: 300 }, (_, index) => `s${String(index % 30)}`));
    await bench.start();
    await bench.until(() => bench.taken().length === 300);
    expect(bench.mostUnderWay).toBe(8);
  });

  it('reads no further while many customers wait for a receiver that is down, and loses none when it is stopped then', async () => {
    bench.answer = () => FAILED;
    bench.retries = [60_000];
    await bench.append(Array.from({ length: 450 }, (_, index) => `s${String(index)}`));
    await bench.start();
    await bench.until(async () => (await bench.book.heldCounts({ run: 's' })).retrying >= 200 && bench.underWay === 0);
    await new Promise((done) => setTimeout(done, 300));
    await bench.end();
    expect(bench.sent.length).toBeLessThan(450);
    const { retrying } = await bench.book.heldCounts({ run: 's' });
    expect(retrying).toBe(bench.sent.length);
    bench.answer = () => DELIVERED;
    await bench.book.bringForward('s', Date.now());
    await bench.start();
    await bench.until(() => new Set(bench.taken()).size === 450);
  });

  it('queues who has merged as one, also behind what failed before', async () => {
    let merged = false;
    let broken = true;
    bench.lanesOf = (stream) => (merged ? ['a', 'b'] : [stream]);
    bench.answer = () => (broken ? FAILED : DELIVERED);
    bench.retries = [200, 200, 200];
    await bench.append(['b', 'a']);
    await bench.start();
    await bench.until(async () => (await bench.book.heldAmong('s', ['a', 'b'])).length === 2);
    merged = true;
    await bench.append(['a', 'b', 'a']);
    await bench.until(async () => (await bench.book.heldAmong('s', ['a', 'b'])).length === 1 && (await bench.book.waitingCount({ run: 's', lane: 'b' })) === 5);
    broken = false;
    await bench.until(() => bench.taken().length === 5);
    expect(bench.taken()).toEqual(['e-0', 'e-1', 'e-2', 'e-3', 'e-4']);
  });

  it('parks after the last try, and goes on with what waits when that is released or dropped', async () => {
    const broken = new Set(['e-0', 'e-1']);
    bench.answer = ({ id }) => (broken.has(id) ? FAILED : DELIVERED);
    bench.retries = [5];
    await bench.append(['a', 'b', 'a', 'b']);
    await bench.start();
    await bench.until(async () => (await bench.book.heldCounts({ subscription: 's' })).parked === 2);
    expect(await bench.book.heldLanes('s', 'parked', 10)).toMatchObject({ lanes: [{ lane: 'a', attempts: 2, event: { id: 'e-0' }, error: { message: FAILED.message, status: 500 } }, { lane: 'b' }] });
    const [a, b] = (await bench.book.heldLanes('s', 'parked', 10)).lanes;
    broken.clear();
    if (!a || !b) throw new Error('both are parked');
    await bench.book.release(a, Date.now());
    expect(await bench.book.drop(b, false)).toBe(1);
    await bench.book.release(b, Date.now());
    await bench.until(() => bench.taken().length === 3);
    expect([bench.taken('a'), bench.taken('b')]).toEqual([['e-0', 'e-2'], ['e-3']]);
  });

  it('tries all that wait at once when a receiver that was down is back', async () => {
    bench.answer = () => FAILED;
    bench.retries = [60_000];
    await bench.append(['a', 'b', 'c', 'd', 'e', 'f']);
    await bench.start();
    await bench.until(async () => (await bench.book.heldCounts({ run: 's' })).retrying === 6);
    bench.answer = () => DELIVERED;
    await bench.append(['g']);
    await bench.until(() => bench.taken().length === 7);
  });

  it('sends no backfill and no bookkeeping unless it is asked for', async () => {
    await bench.append(['a'], { backfill: true });
    await bench.append(['q'], { type: 'intake.quarantined' });
    await bench.append(['a']);
    await bench.start();
    await bench.until(() => bench.taken().length === 1);
    await bench.end();
    expect(bench.taken()).toEqual(['e-2']);
    await bench.start({ run: 's.all', includeBackfill: true, types: ['web.searched', 'intake.quarantined'] });
    await bench.until(() => bench.taken().length === 4);
  });

  it('marks what lies before its beginning as a replay', async () => {
    await bench.append(['a', 'b']);
    const head = await bench.log.head();
    await bench.append(['a']);
    await bench.start({ replayedUpTo: head });
    await bench.until(() => bench.taken().length === 3);
    expect(new Map(bench.sent.map(({ event, replay }) => [event.id, replay]))).toEqual(new Map([['e-0', true], ['e-1', true], ['e-2', false]]));
  });

  it('that is a replay ends where it is told to, and does not begin again', async () => {
    await bench.append(['a', 'b', 'a']);
    const to = await bench.log.head();
    await bench.append(['a']);
    await bench.start({ run: 's.r', upTo: to, replayedUpTo: to });
    await bench.over();
    expect(bench.taken().toSorted()).toEqual(['e-0', 'e-1', 'e-2']);
    expect(await bench.book.cursor('s.r')).toEqual({ position: to, delivered: 3, done: true });
    await bench.start({ run: 's.r', upTo: to, replayedUpTo: to });
    await bench.over();
    expect(bench.sent).toHaveLength(3);
  });

  it('ends at a receiver that is gone, and has lost nothing when it begins again', async () => {
    bench.answer = ({ id }) => (id === 'e-1' ? { kind: 'gone' } : DELIVERED);
    await bench.append(['a', 'a', 'a']);
    await bench.start();
    await bench.over();
    expect([bench.taken(), bench.gone]).toEqual([['e-0'], 1]);
    bench.answer = () => DELIVERED;
    await bench.start();
    await bench.until(() => bench.taken().length === 3);
    expect(bench.taken()).toEqual(['e-0', 'e-1', 'e-2']);
  });

  it('writes nothing any more once another owner reigns', async () => {
    await bench.start();
    await bench.store.release('webhooks/s', 'me');
    await bench.store.acquire('webhooks/s', 'other', 60_000);
    await bench.append(['a']);
    await expect(bench.over()).rejects.toMatchObject({ code: 'RAPPORT_FENCED' });
    expect((await bench.book.cursor('s'))?.position ?? 0n).toBeLessThan(await bench.log.head());
  });
}

describe('a delivery run, its book in a file of its own,', () => {
  deliveryRuns((folder) => {
    const store = new EmbeddedReadModelStore({ file: join(folder, 'subscriptions.db') });
    return Promise.resolve({ store, close: () => store.close() });
  }, 25);
});

describeOn('mongodb', 'a delivery run, its book on MongoDB,', (url) => {
  deliveryRuns(async () => {
    const store = await MongoReadModelStore.open({ url, namespace: `test-${randomUUID()}` });
    const close = async (): Promise<void> => {
      await new DeliveryBook(store).forget('s');
      for (const { id } of await store.collections()) await store.drop(id);
      await store.close();
    };
    return { store, close };
  }, 5);
});
