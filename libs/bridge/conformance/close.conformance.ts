import { consume, message, newGroup, newTopic, type Subject, Taker } from './subject';

export function closing(subject: Subject): void {
  it('is well until it is closed, and says so', async () => {
    expect(await subject.bridge.health()).toMatchObject({ ok: true, engine: expect.any(String) });
    await subject.bridge.close();
    expect(await subject.bridge.health()).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  it('lets publishing under way finish', async () => {
    const topic = await newTopic(subject.bridge);
    const calls = [subject.bridge.publish(topic, [message()]), subject.bridge.publish(topic, [message()])];
    await subject.bridge.close();
    await expect(Promise.all(calls)).resolves.toHaveLength(2);
    expect((await (await subject.another()).lag('nobody', [topic]))[0]?.messages).toBe(2);
  });

  it('lets handlers finish, whose messages are committed', async () => {
    const topic = await newTopic(subject.bridge);
    const [group, taker] = [newGroup(), new Taker()];
    await subject.bridge.publish(topic, [message(), message()]);
    let begun = (): void => undefined;
    const first = new Promise<void>((resolve) => (begun = resolve));
    await consume(subject.bridge, [topic], { group, handle: async (messages) => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await taker.handle(messages);
    } });
    await first;
    await subject.bridge.close();
    expect(taker.taken.length).toBeGreaterThan(0);
    expect((await (await subject.another()).lag(group, [topic]))[0]?.messages).toBe(2 - taker.taken.length);
  });

  it('takes and gives nothing any more', async () => {
    const topic = await newTopic(subject.bridge);
    await subject.bridge.close();
    const closed = { code: 'RAPPORT_SHUTTING_DOWN' };
    await expect(subject.bridge.publish(topic, [message()])).rejects.toMatchObject(closed);
    await expect(subject.bridge.ensure([{ name: topic, partitions: 1 }])).rejects.toMatchObject(closed);
    await expect(subject.bridge.lag('nobody', [topic])).rejects.toMatchObject(closed);
    await expect(consume(subject.bridge, [topic], { handle: new Taker().handle })).rejects.toMatchObject(closed);
  });

  it('may be asked for twice', async () => {
    await subject.bridge.close();
    await expect(subject.bridge.close()).resolves.toBeUndefined();
  });
}
