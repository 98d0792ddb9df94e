import { makeUnits } from '#catalogue';
import type { Moment } from '#kernel';
import type { Units } from '#projections';
import type { ReadModelStore } from '#read-models';
import { identityRules, type NewEvent, streamOf } from '#touchpoints';
import { catalogueWithDiary, onFreshEngines } from './on-fresh-engines';

const PARTITIONS = 4;
const TTL = 600;

interface Running {
  readonly units: Units;
  stop(): Promise<void>;
}

describe('units of work', () => {
  const running: Running[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
  });

  async function withStarter(work: (tools: { start: (owner: string, on?: ReadModelStore) => Running; store: ReadModelStore; append: (count: number) => Promise<void>; documents: () => Promise<boolean> }) => Promise<void>): Promise<void> {
    await onFreshEngines(async (bench, { log, store, clock }) => {
      const catalogue = catalogueWithDiary(true);
      let made = 0;
      const start = (owner: string, on = store): Running => {
        const stop = new AbortController();
        const units = makeUnits({ log, store: on, clock, identities: identityRules, catalogue, owner, partitions: PARTITIONS, ttl: TTL });
        const done = units.run(stop.signal);
        const each = { units, stop: async (): Promise<void> => { stop.abort(); await done; } };
        running.push(each);
        return each;
      };
      const append = async (count: number): Promise<void> => {
        await log.append(Array.from({ length: count }, (): NewEvent => order(made++, clock.now())));
      };
      await work({ start, store, append, documents: async () => equal(await bench.live(), await bench.refolded()) });
      await Promise.all(running.splice(0).map((each) => each.stop()));
    });
  }

  it('are shared evenly by all who run them, and taken over from one who lets go', async () => {
    await withStarter(async ({ start, append, documents }) => {
      const first = start('first');
      await until(() => first.units.owned().length === PARTITIONS + 1);
      const second = start('second');
      await until(() => territoriesOf(first) === 2 && territoriesOf(second) === 2);
      await append(40);
      await until(documents);
      await first.stop();
      await until(() => second.units.owned().length === PARTITIONS + 1);
      await append(40);
      await until(documents);
    });
  }, 60_000);

  it('go to another when their owner is cut off from the store; who comes back has lost them, and takes his share again', async () => {
    await withStarter(async ({ start, store, append, documents }) => {
      let cut = false;
      const cuttable = new Proxy(store, {
        get: (target, name): unknown => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...values: unknown[]): unknown => (cut ? Promise.reject(new Error('the network is cut')) : (member.apply(target, values) as unknown));
        },
      });
      const first = start('first', cuttable);
      await until(() => first.units.owned().length === PARTITIONS + 1);
      await append(20);
      cut = true;
      const second = start('second');
      await until(() => first.units.owned().length === 0);
      await until(() => second.units.owned().length === PARTITIONS + 1);
      await append(20);
      await until(documents);
      cut = false;
      await until(() => territoriesOf(first) === 2 && territoriesOf(second) === 2);
      await append(20);
      await until(documents);
    });
  }, 60_000);
});

function territoriesOf({ units }: Running): number {
  return units.owned().filter((name) => name !== 'identity').length;
}

function order(number: number, now: Moment): NewEvent {
  const identity = { kind: 'user-id', value: `u${String(number % 17)}` };
  return { id: `order-${String(number)}`, type: 'commerce.order-completed', stream: streamOf(identity), occurredAt: now - number, receivedAt: now, schemaVersion: 1, initiator: 'customer', identities: [identity], data: { orderId: `o-${String(number)}`, total: 10, currency: 'EUR' } };
}

function equal(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited in vain');
}
