/// <reference types="jest" />
import { randomUUID } from 'node:crypto';
import type { Bridge, BridgeMessage, Consume, Consumption, ReceivedMessage } from '../bridge';

export interface BridgeUnderTest {
  readonly bridge: Bridge;
  /** One more on the same engine, as another process would open it. The caller closes it with the rest. */
  readonly another: () => Promise<Bridge>;
  close(): Promise<void>;
}

/** Opens a bridge that others may have used before. */
export type OpenBridge = () => Promise<BridgeUnderTest>;

/** What a test works with: a bridge opened for it alone. */
export interface Subject {
  readonly bridge: Bridge;
  another(): Promise<Bridge>;
}

/** How long is waited for something that is to happen, ms. Joining a group on a broker that has just started takes a while. */
export const PATIENCE = 20_000;

export function eachWithItsOwn(open: OpenBridge): Subject {
  let opened: BridgeUnderTest;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(async () => {
    await opened.close();
  });
  return {
    get bridge(): Bridge {
      return opened.bridge;
    },
    another: () => opened.another(),
  };
}

/** A topic of its own. */
export async function newTopic(bridge: Bridge, partitions = 1): Promise<string> {
  const name = `test-${randomUUID()}`;
  await bridge.ensure([{ name, partitions }]);
  return name;
}

export function newGroup(): string {
  return `test-${randomUUID()}`;
}

export function message(parts: Partial<BridgeMessage> = {}): BridgeMessage {
  const id = randomUUID();
  return { key: 'ann', id, source: '/test/bridge', type: 'test.noted', time: '2026-03-01T10:15:00.000Z', data: { note: id }, ...parts };
}

/** So many messages of each key, all keys mixed; `data.number` counts within the key. */
export function series(keys: readonly string[], each: number): BridgeMessage[] {
  return Array.from({ length: each }, (_, number) => keys.map((key) => message({ key, data: { number } }))).flat();
}

export function keysNamed(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `customer-${String(index)}`);
}

/** Takes down what a group is given. */
export class Taker {
  readonly taken: ReceivedMessage[] = [];
  readonly batches: (readonly ReceivedMessage[])[] = [];

  readonly handle = (messages: readonly ReceivedMessage[]): Promise<void> => {
    this.batches.push(messages);
    this.taken.push(...messages);
    return Promise.resolve();
  };

  /** Every message once, in the order in which each came first. */
  get ids(): string[] {
    return [...new Set(this.taken.map(({ id }) => id))];
  }

  async until(ids: readonly string[], patience = PATIENCE): Promise<void> {
    await eventually(() => {
      const there = new Set(this.ids);
      return ids.every((id) => there.has(id));
    }, () => `${String(this.ids.length)} of ${String(ids.length)} messages came`, patience);
  }

  /** The numbers that came of each key, in order, repeats left out. */
  numbers(): Record<string, unknown[]> {
    const seen: Record<string, unknown[]> = {};
    const first = new Map(this.taken.toReversed().map((each) => [each.id, each]));
    for (const id of this.ids) {
      const { key, data } = first.get(id)!;
      (seen[key] ??= []).push(data?.['number']);
    }
    return seen;
  }
}

export function idsOf(messages: readonly { readonly id: string }[]): string[] {
  return messages.map(({ id }) => id);
}

/** A group from the beginning, unless told otherwise; tries follow each other fast. */
export function consume(bridge: Bridge, topics: readonly string[], options: Partial<Consume> & Pick<Consume, 'handle'>): Promise<Consumption> {
  return bridge.consume({ group: newGroup(), topics, from: 'beginning', backoff: 5, ...options });
}

/** Everything that is in the topics now and that comes until `ids` are there. */
export async function take(bridge: Bridge, topics: readonly string[], ids: readonly string[]): Promise<Taker> {
  const taker = new Taker();
  const consumption = await consume(bridge, topics, { handle: taker.handle });
  await taker.until(ids);
  await consumption.stop();
  return taker;
}

export async function eventually(holds: () => boolean | Promise<boolean>, otherwise: () => string, patience = PATIENCE): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${otherwise()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Everything that the port says of a message, without where it lies. */
export function plain({ key, id, source, type, subject, time, dataschema, data, extensions }: BridgeMessage): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ key, id, source, type, subject, time, dataschema, data, extensions }).filter(([, value]) => value !== undefined));
}
