import { RapportError } from '#kernel';
import type { ReceivedMessage } from '../bridge';
import { DEAD_LETTER, deadLetterTopic, revived } from '../dead-letters';
import { consume, eventually, idsOf, keysNamed, message, newGroup, newTopic, plain, series, type Subject, take, Taker } from './subject';

export function failures(subject: Subject): void {
  it('are tried again, and what succeeds then is handled', async () => {
    const topic = await newTopic(subject.bridge);
    const [note, taker] = [message(), new Taker()];
    let tries = 0;
    await subject.bridge.publish(topic, [note]);
    await consume(subject.bridge, [topic], { handle: (messages) => (++tries < 3 ? Promise.reject(new Error('not yet')) : taker.handle(messages)) });
    await taker.until([note.id]);
    expect(tries).toBe(3);
  });

  it('send one poisoned message of a batch to the dead letters, with the reason, the group and the tries, and handle the rest in order', async () => {
    const topic = await newTopic(subject.bridge);
    const group = newGroup();
    const all = series(['ann'], 9);
    const poisoned = { ...all[4]!, subject: 'ü', extensions: { position: '42' } };
    all[4] = poisoned;
    await subject.bridge.publish(topic, all);
    const taker = new Taker();
    let alone = 0;
    await consume(subject.bridge, [topic], { group, attempts: 3, handle: (messages) => {
      if (!messages.some(({ id }) => id === poisoned.id)) return taker.handle(messages);
      if (messages.length === 1) alone += 1;
      return Promise.reject(new Error('no invoice\nof that number'));
    } });
    const good = all.filter((each) => each !== poisoned);
    await taker.until(idsOf(good));
    const { taken } = await take(subject.bridge, [deadLetterTopic(topic)], [poisoned.id]);
    expect(taker.ids).toEqual(idsOf(good));
    expect(alone).toBe(3);
    expect(taken).toHaveLength(1);
    expect(taken[0]!.extensions).toEqual({ position: '42', [DEAD_LETTER.reason]: 'no invoice of that number', [DEAD_LETTER.group]: group, [DEAD_LETTER.attempts]: '3' });
    expect(plain(revived(taken[0]!))).toEqual(plain(poisoned));
    await eventually(async () => (await subject.bridge.lag(group, [topic])).every(({ messages }) => messages === 0), () => 'everything to be committed');
  });

  it('do not hold up other partitions for ever', async () => {
    const topic = await newTopic(subject.bridge, 4);
    const all = series(keysNamed(12), 2);
    await subject.bridge.publish(topic, all);
    const taker = new Taker();
    await consume(subject.bridge, [topic], { attempts: 2, handle: (messages) => (messages.some(({ key }) => key === 'customer-3') ? Promise.reject(new Error('poison')) : taker.handle(messages)) });
    const good = all.filter(({ key }) => key !== 'customer-3');
    await taker.until(idsOf(good));
    const bad = all.filter(({ key }) => key === 'customer-3');
    expect((await take(subject.bridge, [deadLetterTopic(topic)], idsOf(bad))).ids).toEqual(idsOf(bad));
  });

  it('tell what they are, to whoever listens', async () => {
    const topic = await newTopic(subject.bridge);
    const said: string[] = [];
    const note = message();
    await subject.bridge.publish(topic, [note]);
    await consume(subject.bridge, [topic], { attempts: 2, warn: (sentence) => said.push(sentence), handle: () => Promise.reject(new Error('no')) });
    await take(subject.bridge, [deadLetterTopic(topic)], [note.id]);
    expect(said).toEqual(expect.arrayContaining([expect.stringContaining('was not handled, try 1 of 2'), expect.stringContaining('goes to the dead letters after 2 tries')]));
  });

  it('by which something is out of reach are no message\'s fault, and last as long as they last', async () => {
    const topic = await newTopic(subject.bridge);
    const [notes, taker] = [[message(), message()], new Taker()];
    const tried: (readonly ReceivedMessage[])[] = [];
    await subject.bridge.publish(topic, notes);
    await consume(subject.bridge, [topic], { attempts: 2, handle: (messages) => {
      tried.push(messages);
      return tried.length <= 6 ? Promise.reject(new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the log is away')) : taker.handle(messages);
    } });
    await taker.until(idsOf(notes));
    expect(taker.ids).toEqual(idsOf(notes));
    expect(tried.length).toBeGreaterThan(6);
    expect(await subject.bridge.lag('nobody', [deadLetterTopic(topic)])).toEqual([{ topic: deadLetterTopic(topic), partition: 0, messages: 0 }]);
  });
}
