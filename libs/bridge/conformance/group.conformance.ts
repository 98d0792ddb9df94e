import { RapportError } from '#kernel';
import type { ReceivedMessage } from '../bridge';
import { consume, eventually, idsOf, keysNamed, message, newGroup, newTopic, PATIENCE, series, type Subject, take, Taker } from './subject';

export function groups(subject: Subject): void {
  it('get every message once and in order per key, what was there and what comes', async () => {
    const topic = await newTopic(subject.bridge, 3);
    const keys = keysNamed(6);
    const [before, after] = [series(keys, 5), series(keys, 5)];
    await subject.bridge.publish(topic, before);
    const taker = new Taker();
    await consume(subject.bridge, [topic], { handle: taker.handle });
    await taker.until(idsOf(before));
    await subject.bridge.publish(topic, after);
    await taker.until(idsOf(after));
    expect(taker.taken).toHaveLength(60);
    expect(taker.numbers()).toEqual(Object.fromEntries(keys.map((key) => [key, [0, 1, 2, 3, 4, 0, 1, 2, 3, 4]])));
  });

  it('hear of what is published at once, not by and by', async () => {
    const topic = await newTopic(subject.bridge);
    const taker = new Taker();
    await consume(subject.bridge, [topic], { handle: taker.handle });
    await subject.bridge.publish(topic, [message()]);
    await eventually(() => taker.taken.length === 1, () => 'the first message');
    const note = message();
    const sent = Date.now();
    await (await subject.another()).publish(topic, [note]);
    await taker.until([note.id]);
    expect(Date.now() - sent).toBeLessThan(2_000);
  });

  it('that begin now get all that is published once they have begun, and nothing from before', async () => {
    const topic = await newTopic(subject.bridge, 2);
    await subject.bridge.publish(topic, series(keysNamed(8), 2));
    const taker = new Taker();
    const group = newGroup();
    const consumption = await consume(subject.bridge, [topic], { group, from: 'now', handle: taker.handle });
    const after = series(keysNamed(8), 1);
    await subject.bridge.publish(topic, after);
    await taker.until(idsOf(after));
    await consumption.stop();
    expect(taker.taken).toHaveLength(8);
    expect(taker.taken.every(({ id }) => idsOf(after).includes(id))).toBe(true);
  });

  it('that began now go on where they began, also when they had handled nothing yet', async () => {
    const topic = await newTopic(subject.bridge);
    await subject.bridge.publish(topic, [message()]);
    const [group, taker, between] = [newGroup(), new Taker(), message()];
    await (await consume(subject.bridge, [topic], { group, from: 'now', handle: taker.handle })).stop();
    await subject.bridge.publish(topic, [between]);
    await consume(subject.bridge, [topic], { group, from: 'now', handle: taker.handle });
    await taker.until([between.id]);
    expect(taker.ids).toEqual([between.id]);
  });

  it('go on after what was committed, and only there', async () => {
    const topic = await newTopic(subject.bridge, 2);
    const [group, first, second] = [newGroup(), series(keysNamed(6), 3), series(keysNamed(6), 3)];
    await subject.bridge.publish(topic, first);
    const [before, after] = [new Taker(), new Taker()];
    const consumption = await consume(subject.bridge, [topic], { group, handle: before.handle });
    await before.until(idsOf(first));
    await consumption.stop();
    await subject.bridge.publish(topic, second);
    await consume(await subject.another(), [topic], { group, handle: after.handle });
    await after.until(idsOf(second));
    expect(after.taken).toHaveLength(second.length);
  });

  it('get a message again whose handler had not resolved', async () => {
    const topic = await newTopic(subject.bridge);
    const [group, note, taker] = [newGroup(), message(), new Taker()];
    await subject.bridge.publish(topic, [note]);
    let seen = 0;
    const consumption = await consume(subject.bridge, [topic], { group, handle: () => {
      seen += 1;
      return Promise.reject(new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the log is away'));
    } });
    await eventually(() => seen > 0, () => 'the first try');
    await consumption.stop();
    await consume(await subject.another(), [topic], { group, handle: taker.handle });
    await taker.until([note.id]);
  });

  it('do not hear of each other', async () => {
    const topic = await newTopic(subject.bridge);
    const notes = [message(), message()];
    await subject.bridge.publish(topic, notes);
    expect((await take(subject.bridge, [topic], idsOf(notes))).taken).toHaveLength(2);
    expect((await take(subject.bridge, [topic], idsOf(notes))).taken).toHaveLength(2);
  });

  it('may consume several topics', async () => {
    const topics = [await newTopic(subject.bridge), await newTopic(subject.bridge, 2)];
    const notes = [message(), message()];
    await Promise.all(topics.map((topic, index) => subject.bridge.publish(topic, [notes[index]!])));
    const { taken } = await take(subject.bridge, topics, idsOf(notes));
    expect(new Map(taken.map(({ id, topic }) => [id, topic]))).toEqual(new Map(notes.map(({ id }, index) => [id, topics[index]])));
  });

  it('are given batches of one partition, in order, no larger than asked for, one at a time', async () => {
    const topic = await newTopic(subject.bridge, 2);
    const all = series(keysNamed(8), 10);
    await subject.bridge.publish(topic, all);
    const taker = new Taker();
    let [running, most] = [0, 0];
    await consume(subject.bridge, [topic], { batchSize: 7, handle: async (messages) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      await taker.handle(messages);
      running -= 1;
    } });
    await taker.until(idsOf(all));
    expect(most).toBe(1);
    expect(Math.max(...taker.batches.map((batch) => batch.length))).toBeLessThanOrEqual(7);
    expect(taker.batches.every((batch) => new Set(batch.map(({ partition }) => partition)).size === 1)).toBe(true);
  });

  it('share their partitions among members, a key with one at a time, and the rest takes over when one leaves', async () => {
    const topic = await newTopic(subject.bridge, 4);
    const [group, keys] = [newGroup(), keysNamed(20)];
    const [here, there] = [new Taker(), new Taker()];
    await consume(subject.bridge, [topic], { group, handle: here.handle });
    const member = await consume(await subject.another(), [topic], { group, handle: there.handle });
    const until = async (all: readonly { readonly id: string }[]): Promise<void> => eventually(() => idsOf(all).every((id) => here.ids.includes(id) || there.ids.includes(id)), () => 'all messages to come to one of two members');
    const sent: ReturnType<typeof message>[] = [];
    await eventually(async () => {
      const round = series(keys, 1).map((each) => ({ ...each, data: { number: sent.length } }));
      sent.push(...round);
      await subject.bridge.publish(topic, round);
      await until(round);
      return idsOf(round).some((id) => here.ids.includes(id)) && idsOf(round).some((id) => there.ids.includes(id));
    }, () => 'both members to get something of one round');
    const byKey = (messages: readonly ReceivedMessage[], ids: readonly string[]): Set<string> => new Set(messages.filter(({ id }) => ids.includes(id)).map(({ key }) => key));
    const settled = series(keys, 3);
    await subject.bridge.publish(topic, settled);
    await until(settled);
    const [mine, yours] = [byKey(here.taken, idsOf(settled)), byKey(there.taken, idsOf(settled))];
    expect([...mine].filter((key) => yours.has(key))).toEqual([]);
    expect(mine.size + yours.size).toBe(keys.length);

    await member.stop();
    const late = series(keys, 2);
    await subject.bridge.publish(topic, late);
    await here.until(idsOf(late));
    expect(there.ids.filter((id) => idsOf(late).includes(id))).toEqual([]);
  }, PATIENCE * 3);

  it('wait for a handler that takes long, and call it once', async () => {
    const topic = await newTopic(subject.bridge);
    const [group, notes] = [newGroup(), [message(), message()]];
    const taker = new Taker();
    await subject.bridge.publish(topic, notes);
    const consumption = await consume(subject.bridge, [topic], { group, handle: async (messages, alive) => {
      for (let turn = 0; turn < 15; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await alive();
      }
      await taker.handle(messages);
    } });
    await taker.until(idsOf(notes));
    await consumption.stop();
    expect(taker.taken).toHaveLength(2);
    expect((await subject.bridge.lag(group, [topic])).map(({ messages }) => messages)).toEqual([0]);
  });

  it('stop after the batch in hand, which is committed', async () => {
    const topic = await newTopic(subject.bridge);
    const group = newGroup();
    const all = series(['ann'], 10);
    await subject.bridge.publish(topic, all);
    const taker = new Taker();
    let begun = (): void => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    const consumption = await consume(subject.bridge, [topic], { group, batchSize: 4, handle: async (messages) => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await taker.handle(messages);
    } });
    await first;
    await consumption.stop();
    const handled = taker.taken.length;
    expect(handled).toBeGreaterThan(0);
    expect(handled).toBeLessThan(10);
    expect(await subject.bridge.lag(group, [topic])).toEqual([{ topic, partition: 0, messages: 10 - handled }]);
  });
}
