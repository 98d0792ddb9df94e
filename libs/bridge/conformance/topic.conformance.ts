import { randomUUID } from 'node:crypto';
import { deadLetterTopic } from '../dead-letters';
import { idsOf, message, newTopic, type Subject, take } from './subject';

export function topics(subject: Subject): void {
  it('are made once, however often they are asked for', async () => {
    const spec = { name: `test-${randomUUID()}`, partitions: 3 };
    const note = message();
    await subject.bridge.ensure([spec]);
    await subject.bridge.publish(spec.name, [note]);
    await subject.bridge.ensure([spec, { name: `test-${randomUUID()}`, partitions: 1 }]);
    expect((await take(subject.bridge, [spec.name], [note.id])).ids).toEqual([note.id]);
    expect(await subject.bridge.lag('nobody', [spec.name])).toHaveLength(3);
  });

  it('may be asked for by several at once', async () => {
    const spec = { name: `test-${randomUUID()}`, partitions: 2 };
    const other = await subject.another();
    await Promise.all([subject.bridge.ensure([spec]), other.ensure([spec])]);
    expect(await other.lag('nobody', [spec.name])).toHaveLength(2);
  });

  it('that are there with fewer partitions are refused, since order per key rests on them', async () => {
    const name = await newTopic(subject.bridge, 2);
    await expect(subject.bridge.ensure([{ name, partitions: 4 }])).rejects.toMatchObject({ code: 'RAPPORT_BAD_TOPIC', message: expect.stringMatching(new RegExp(`${name} has 2 partitions, and 4 are asked for`)) });
  });

  it('that are there with more partitions are left as they are', async () => {
    const name = await newTopic(subject.bridge, 4);
    await subject.bridge.ensure([{ name, partitions: 2 }]);
    expect(await subject.bridge.lag('nobody', [name])).toHaveLength(4);
  });

  it('come with a topic for their dead letters', async () => {
    const name = await newTopic(subject.bridge, 2);
    const note = message();
    await subject.bridge.publish(deadLetterTopic(name), [note]);
    expect((await take(subject.bridge, [deadLetterTopic(name)], [note.id])).ids).toEqual([note.id]);
  });

  it('may be compacted and have a retention: the latest message of each key is there', async () => {
    const name = `test-${randomUUID()}`;
    await subject.bridge.ensure([{ name, partitions: 1, compacted: true }, { name: `${name}-short`, partitions: 1, retention: 3_600_000 }]);
    const [first, gone, latest] = [message(), message({ key: 'ben', data: null }), message()];
    await subject.bridge.publish(name, [first, gone, latest]);
    const { taken, ids } = await take(subject.bridge, [name], [gone.id, latest.id]);
    expect(idsOf(taken).filter((id) => id !== first.id)).toEqual([gone.id, latest.id]);
    expect(taken[ids.indexOf(gone.id)]?.data).toBeNull();
  });

  it('that are not there take nothing', async () => {
    await expect(subject.bridge.publish(`test-${randomUUID()}`, [message()])).rejects.toMatchObject({ code: 'RAPPORT_BAD_TOPIC', message: expect.stringContaining('there is no topic test-') });
  });
}
