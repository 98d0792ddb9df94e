import { setTimeout as sleep } from 'node:timers/promises';
import { PEOPLE, put, stored, type Subject } from './subject';

const LONG = 60_000;
/** Short enough to wait for, long enough not to run out between two calls. */
const SHORT = 300;

export function leases(subject: Subject): void {
  it('are taken by one, and by nobody else meanwhile', async () => {
    const { store } = subject;
    expect(await store.acquire('folding', 'one', LONG)).toBe(1);
    expect(await store.acquire('folding', 'other', LONG)).toBeUndefined();
    expect(await store.acquire('another', 'other', LONG)).toBe(1);
  });

  it('are prolonged by their owner within the same reign', async () => {
    const { store } = subject;
    expect(await store.acquire('folding', 'one', SHORT)).toBe(1);
    expect(await store.acquire('folding', 'one', LONG)).toBe(1);
    await sleep(SHORT + 100);
    expect(await store.acquire('folding', 'other', LONG)).toBeUndefined();
    expect(await store.acquire('folding', 'one', LONG)).toBe(1);
  });

  it('that ran out go to whoever comes first, in a new reign', async () => {
    const { store } = subject;
    await store.acquire('folding', 'one', SHORT);
    await sleep(SHORT + 100);
    expect(await store.acquire('folding', 'other', LONG)).toBe(2);
    expect(await store.acquire('folding', 'one', LONG)).toBeUndefined();
  });

  it('that ran out begin a new reign for the same owner too, since another may have been there', async () => {
    const { store } = subject;
    await store.acquire('folding', 'one', SHORT);
    await sleep(SHORT + 100);
    expect(await store.acquire('folding', 'one', LONG)).toBe(2);
  });

  it('are free at once when let go, and only by their owner', async () => {
    const { store } = subject;
    await store.acquire('folding', 'one', LONG);
    await store.release('folding', 'other');
    await store.release('never', 'other');
    expect(await store.acquire('folding', 'other', LONG)).toBeUndefined();
    await store.release('folding', 'one');
    expect(await store.acquire('folding', 'other', LONG)).toBe(2);
    await store.release('folding', 'one');
    expect(await store.acquire('folding', 'one', LONG)).toBeUndefined();
  });

  it('begin a new reign when taken again after they were let go', async () => {
    const { store } = subject;
    await store.acquire('folding', 'one', LONG);
    await store.release('folding', 'one');
    expect(await store.acquire('folding', 'one', LONG)).toBe(2);
  });

  it('go to one of many who ask at once', async () => {
    for (let round = 1; round <= 10; round++) {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => subject.store.acquire('folding', `owner ${String(index)}`, LONG)));
      const winners = answers.flatMap((epoch, index) => (epoch === undefined ? [] : [`owner ${String(index)}`]));
      expect(winners).toHaveLength(1);
      expect(answers.filter((epoch) => epoch !== undefined)).toEqual([round]);
      await subject.store.release('folding', winners[0] ?? '');
    }
  });

  it('in force are told by the beginnings of their names, with who holds them', async () => {
    const { store } = subject;
    await store.acquire('range/0', 'one', LONG);
    await store.acquire('range/1', 'other', LONG);
    await store.acquire('range/2', 'one', SHORT);
    await store.acquire('range/3', 'one', LONG);
    await store.release('range/3', 'one');
    await store.acquire('Range/4', 'one', LONG);
    await store.acquire('a range/5', 'one', LONG);
    await store.acquire('ranges', 'one', LONG);
    await sleep(SHORT + 100);
    expect(await store.leases('range/')).toEqual(new Map([['range/0', 'one'], ['range/1', 'other']]));
    expect(await (await subject.beside()).leases('range/')).toEqual(new Map([['range/0', 'one'], ['range/1', 'other']]));
    expect(new Set((await store.leases('')).keys())).toEqual(new Set(['range/0', 'range/1', 'Range/4', 'a range/5', 'ranges']));
    expect(await store.leases('nothing/')).toEqual(new Map());
  });

  it('are told by their new owners once they have changed hands', async () => {
    const { store } = subject;
    await store.acquire('range/0', 'one', LONG);
    await store.release('range/0', 'one');
    await store.acquire('range/0', 'other', LONG);
    expect(await store.leases('range/')).toEqual(new Map([['range/0', 'other']]));
  });

  it.each(['%', '_', '.*', '[a', '$', '\\', '\uffff', '😀'])('are told by beginnings that mean something elsewhere: %s', async (prefix) => {
    const { store } = subject;
    await store.acquire(`${prefix}1`, 'one', LONG);
    await store.acquire('xx1', 'one', LONG);
    expect([...(await store.leases(prefix)).keys()]).toEqual([`${prefix}1`]);
  });

  it('are held across a restart of their owner', async () => {
    await subject.store.acquire('folding', 'one', LONG);
    await subject.reopen();
    expect(await subject.store.acquire('folding', 'other', LONG)).toBeUndefined();
    expect(await subject.store.acquire('folding', 'one', LONG)).toBe(1);
  });

  it.each(['with space', 'a.b', '$where', '__proto__', 'it\'s "odd"; --', 'ü 😀'])('may be called %s', async (lease) => {
    const { store } = subject;
    expect(await store.acquire(lease, '$owner', LONG)).toBe(1);
    await store.commit({ checkpoints: { [lease]: 5n }, settings: { [lease]: { ok: true } }, fence: { lease, epoch: 1 } });
    expect([await store.checkpoint(lease), await store.setting(lease)]).toEqual([5n, { ok: true }]);
    expect(await store.acquire(lease, 'other', LONG)).toBeUndefined();
    await store.release(lease, '$owner');
    expect(await store.acquire(lease, 'other', LONG)).toBe(2);
    await expect(store.commit({ checkpoints: { [lease]: 6n }, fence: { lease, epoch: 1 } })).rejects.toMatchObject({ code: 'RAPPORT_FENCED' });
    expect(await store.checkpoint(lease)).toBe(5n);
  });

  it('hold no documents up: what is written without a fence is written', async () => {
    await subject.store.acquire('folding', 'one', LONG);
    await put(subject.store, [stored('a', { age: 1 })]);
    expect(await subject.store.size(PEOPLE.id)).toBe(1);
  });
}
