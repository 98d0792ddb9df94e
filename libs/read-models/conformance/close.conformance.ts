import { PEOPLE, put, stored, type Subject } from './subject';

export function closing(subject: Subject): void {
  it('is well until it is closed, and says so', async () => {
    expect(await subject.store.health()).toMatchObject({ ok: true, engine: expect.any(String) });
    await subject.store.close();
    expect(await subject.store.health()).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  it('takes and gives nothing any more, also what was asked before', async () => {
    const { store } = subject;
    const ask = (): Promise<unknown>[] => [store.get(PEOPLE.id, ['a']), store.find({ from: PEOPLE.id, limit: 1 }), store.checkpoint('live'), put(store, [stored('a', {})]), store.ensure(PEOPLE)];
    await Promise.all(ask());
    await store.close();
    for (const answer of await Promise.allSettled(ask())) expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'RAPPORT_SHUTTING_DOWN' } });
  });

  it('may be asked for twice', async () => {
    await subject.store.close();
    await expect(subject.store.close()).resolves.toBeUndefined();
  });
}
