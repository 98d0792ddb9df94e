import { START } from '#kernel';
import { newEvent, type Subject } from './subject';

export function closing(subject: Subject): void {
  it('is well until it is closed, and says so', async () => {
    expect(await subject.log.health()).toMatchObject({ ok: true, engine: expect.any(String) });
    await subject.log.close();
    expect(await subject.log.health()).toMatchObject({ ok: false, reason: expect.any(String) });
  });

  it('lets appends under way finish', async () => {
    const events = [newEvent(), newEvent(), newEvent()];
    const [outcomes] = await Promise.all([Promise.all(events.map((event) => subject.log.append([event]))), subject.log.close()]);
    expect(outcomes.flat().map(({ status }) => status)).toEqual(['appended', 'appended', 'appended']);
  });

  it('takes and gives nothing any more', async () => {
    await subject.log.close();
    const closed = { code: 'RAPPORT_SHUTTING_DOWN' };
    await expect(subject.log.append([newEvent()])).rejects.toMatchObject(closed);
    await expect(subject.log.head()).rejects.toMatchObject(closed);
    await expect(subject.log.readAll({ limit: 1 })).rejects.toMatchObject(closed);
    await expect(subject.log.readStream('any', { limit: 1 })).rejects.toMatchObject(closed);
    await expect(subject.log.readHistory({ streams: ['any'] })).rejects.toMatchObject(closed);
  });

  it('ends subscriptions', async () => {
    const pages = subject.log.subscribe({ after: START, signal: new AbortController().signal })[Symbol.asyncIterator]();
    let page = await pages.next();
    while (page.done !== true && !page.value.caughtUp) page = await pages.next();
    const end = pages.next();
    await subject.log.close();
    expect(await end).toMatchObject({ done: true });
  });

  it('may be asked for twice', async () => {
    await subject.log.close();
    await expect(subject.log.close()).resolves.toBeUndefined();
  });
}
