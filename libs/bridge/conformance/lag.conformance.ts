import { consume, eventually, keysNamed, message, newGroup, newTopic, series, type Subject, Taker } from './subject';

export function lags(subject: Subject): void {
  it('is all that there is, for a group that nobody has seen', async () => {
    const topic = await newTopic(subject.bridge, 2);
    await subject.bridge.publish(topic, series(keysNamed(10), 1));
    const lag = await subject.bridge.lag(newGroup(), [topic]);
    expect(lag.map((each) => [each.topic, each.partition])).toEqual([[topic, 0], [topic, 1]]);
    expect(lag.reduce((sum, { messages }) => sum + messages, 0)).toBe(10);
  });

  it('shrinks as messages are handled, and grows as more come', async () => {
    const topic = await newTopic(subject.bridge);
    const group = newGroup();
    const total = async (): Promise<number> => (await subject.bridge.lag(group, [topic])).reduce((sum, { messages }) => sum + messages, 0);
    await subject.bridge.publish(topic, series(['ann'], 5));
    const consumption = await consume(subject.bridge, [topic], { group, handle: new Taker().handle });
    await eventually(async () => (await total()) === 0, () => 'the lag to become nothing');
    await consumption.stop();
    await subject.bridge.publish(topic, [message(), message(), message()]);
    expect(await total()).toBe(3);
  });

  it('is nothing for a group that has just begun now', async () => {
    const topic = await newTopic(subject.bridge);
    const group = newGroup();
    await subject.bridge.publish(topic, [message(), message()]);
    await consume(subject.bridge, [topic], { group, from: 'now', handle: new Taker().handle });
    expect(await subject.bridge.lag(group, [topic])).toEqual([{ topic, partition: 0, messages: 0 }]);
  });
}
