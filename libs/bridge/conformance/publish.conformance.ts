import { idsOf, keysNamed, message, newTopic, series, type Subject, take } from './subject';

export function publishing(subject: Subject): void {
  it('is durable when it has answered: whoever opens the bridge finds it', async () => {
    const topic = await newTopic(subject.bridge);
    const notes = [message(), message()];
    await subject.bridge.publish(topic, notes);
    expect((await take(await subject.another(), [topic], idsOf(notes))).ids).toEqual(idsOf(notes));
  });

  it('keeps the order of each key, over many calls that do not wait for each other', async () => {
    const topic = await newTopic(subject.bridge, 4);
    const keys = keysNamed(10);
    const all = series(keys, 60);
    const calls: Promise<void>[] = [];
    for (let from = 0; from < all.length; from += 17) calls.push(subject.bridge.publish(topic, all.slice(from, from + 17)));
    await Promise.all(calls);
    const { taken, numbers } = await take(subject.bridge, [topic], idsOf(all)).then((taker) => ({ taken: taker.taken, numbers: taker.numbers() }));
    expect(numbers).toEqual(Object.fromEntries(keys.map((key) => [key, Array.from({ length: 60 }, (_, number) => number)])));
    expect(taken).toHaveLength(all.length);
  });

  it('puts all messages of a key in one partition, and keys in several', async () => {
    const topic = await newTopic(subject.bridge, 4);
    const all = series(keysNamed(40), 2);
    await subject.bridge.publish(topic, all);
    const { taken } = await take(subject.bridge, [topic], idsOf(all));
    const partitions = new Map<string, Set<number>>();
    for (const { key, partition } of taken) partitions.set(key, (partitions.get(key) ?? new Set()).add(partition));
    expect([...partitions.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set(taken.map(({ partition }) => partition)).size).toBe(4);
  });

  it('of nothing is nothing', async () => {
    const topic = await newTopic(subject.bridge);
    await subject.bridge.publish(topic, []);
    expect(await subject.bridge.lag('nobody', [topic])).toEqual([{ topic, partition: 0, messages: 0 }]);
  });

  it('says where a message lies: topic, partition, and an offset that grows', async () => {
    const topic = await newTopic(subject.bridge);
    const notes = [message(), message(), message()];
    await subject.bridge.publish(topic, notes);
    const { taken } = await take(subject.bridge, [topic], idsOf(notes));
    expect(taken.map((each) => [each.topic, each.partition])).toEqual(Array(3).fill([topic, 0]));
    const offsets = taken.map(({ offset }) => BigInt(offset));
    expect(offsets[0]! < offsets[1]! && offsets[1]! < offsets[2]!).toBe(true);
  });
}
