import { START } from '#kernel';
import type { EventLog, Page, Subscribe } from '../event-log';
import { ascending, idsOf, newEvent, newEvents, newType, type Subject } from './subject';

type Wish = Partial<Omit<Subscribe, 'signal'>>;

/** A subscription pulled by hand. */
class Reader {
  private readonly abort = new AbortController();
  private readonly pages: AsyncIterator<Page>;

  constructor(log: EventLog, wish: Wish) {
    this.pages = log.subscribe({ after: START, ...wish, signal: this.abort.signal })[Symbol.asyncIterator]();
  }

  async page(): Promise<Page> {
    const { done, value } = await this.pages.next();
    if (done === true) throw new Error('the subscription has ended');
    return value;
  }

  /** Pages up to the first that satisfies; all of them. */
  async until(satisfied: (page: Page, all: readonly Page[]) => boolean): Promise<Page[]> {
    const all: Page[] = [];
    while (true) {
      const page = await this.page();
      all.push(page);
      if (satisfied(page, all)) return all;
    }
  }

  ended(): Promise<boolean> {
    return this.pages.next().then(({ done }) => done === true);
  }

  stop(): void {
    this.abort.abort();
  }
}

const eventsOf = (pages: readonly Page[]): Page['events'][number][] => pages.flatMap(({ events }) => events);
const caughtUp = (page: Page): boolean => page.caughtUp;

export function subscriptions(subject: Subject): void {
  const readers: Reader[] = [];
  const subscribe = (wish: Wish): Reader => {
    const reader = new Reader(subject.log, wish);
    readers.push(reader);
    return reader;
  };
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.stop();
  });

  it('reads in pages what is there, in order, and says when it has caught up', async () => {
    const after = await subject.log.head();
    const events = newEvents(25);
    await subject.log.append(events);
    const pages = await subscribe({ after, pageSize: 10 }).until(caughtUp);
    expect(pages.map((page) => [page.events.length, page.caughtUp])).toEqual([[10, false], [10, false], [5, true]]);
    expect(idsOf(eventsOf(pages))).toEqual(idsOf(events));
    expect(pages.map(({ position }) => position)).toEqual(pages.map((page) => page.events.at(-1)!.position));
  });

  it('has caught up with a full page too, where the end is the page\'s own', async () => {
    const after = await subject.log.head();
    await subject.log.append(newEvents(20));
    const pages = await subscribe({ after, pageSize: 10 }).until(caughtUp);
    expect(eventsOf(pages)).toHaveLength(20);
  });

  it('says at once that there is nothing to read, where it begins at the end', async () => {
    await subject.log.append([newEvent()]);
    const head = await subject.log.head();
    expect(await subscribe({ after: head }).page()).toEqual({ events: [], position: head, caughtUp: true });
  });

  it('begins behind the position that it is given', async () => {
    const events = newEvents(5);
    const outcomes = await subject.log.append(events);
    const pages = await subscribe({ after: outcomes[2]!.position }).until(caughtUp);
    expect(idsOf(eventsOf(pages))).toEqual(idsOf(events.slice(3)));
  });

  it('goes on with what comes', async () => {
    const reader = subscribe({ after: await subject.log.head() });
    await reader.until(caughtUp);
    for (let round = 0; round < 3; round++) {
      const event = newEvent();
      const [pages] = await Promise.all([reader.until((page) => page.events.length > 0), subject.log.append([event])]);
      expect(idsOf(eventsOf(pages))).toEqual([event.id]);
      expect(pages.at(-1)!.caughtUp).toBe(true);
    }
  });

  it('wakes at an append, and does not look for news by the second', async () => {
    const reader = subscribe({ after: await subject.log.head() });
    await reader.until(caughtUp);
    const waits: number[] = [];
    for (let round = 0; round < 3; round++) {
      const next = reader.page();
      await new Promise((resolve) => setTimeout(resolve, 30));
      const from = performance.now();
      await subject.log.append([newEvent()]);
      await next;
      waits.push(performance.now() - from);
    }
    expect(Math.min(...waits)).toBeLessThan(300);
  });

  it('leaves out types that were not asked for, and its position passes them', async () => {
    const [type, after] = [newType(), await subject.log.head()];
    const wanted = newEvents(3, { type });
    await subject.log.append([newEvent(), wanted[0]!, ...newEvents(30), wanted[1]!, newEvent(), wanted[2]!, ...newEvents(30)]);
    const pages = await subscribe({ after, types: [type], pageSize: 2 }).until(caughtUp);
    expect(idsOf(eventsOf(pages))).toEqual(idsOf(wanted));
    expect(pages.at(-1)!.position).toBe(await subject.log.head());
    expect(ascending(pages.map(({ position }) => position))).toBe(true);
  });

  it('moves its position with events that it leaves out, live too', async () => {
    const reader = subscribe({ after: await subject.log.head(), types: [newType()] });
    await reader.until(caughtUp);
    const [outcome] = await subject.log.append([newEvent()]);
    const page = await reader.page();
    expect(page).toEqual({ events: [], position: outcome!.position, caughtUp: true });
  });

  it('hears of a type that nobody had written when it began', async () => {
    const type = newType();
    const reader = subscribe({ after: await subject.log.head(), types: [type] });
    await reader.until(caughtUp);
    const event = newEvent({ type });
    await subject.log.append([event]);
    expect(idsOf(eventsOf(await reader.until((page) => page.events.length > 0)))).toEqual([event.id]);
  });

  it('is pulled: nobody is sent more than the page that was asked for', async () => {
    const after = await subject.log.head();
    const events = newEvents(60);
    await subject.log.append(events.slice(0, 30));
    const reader = subscribe({ after, pageSize: 10 });
    const first = await reader.page();
    await subject.log.append(events.slice(30));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const rest = await reader.until(caughtUp);
    expect([first, ...rest].every((page) => page.events.length <= 10)).toBe(true);
    expect(idsOf(eventsOf([first, ...rest]))).toEqual(idsOf(events));
  });

  it('gives each event once and in order to whoever begins in the midst of writing', async () => {
    const [type, after] = [newType(), await subject.log.head()];
    const total = 600;
    const all = (_: Page, pages: readonly Page[]): boolean => eventsOf(pages).length >= total;
    const write = async (): Promise<void> => {
      for (let written = 0; written < total; written += 12) await Promise.all([3, 4, 5].map((size) => subject.log.append(newEvents(size, { type }))));
    };
    const late = async (wait: number, pageSize: number): Promise<Page[]> => {
      await new Promise((resolve) => setTimeout(resolve, wait));
      return subscribe({ after, types: [type], pageSize }).until(all);
    };
    const [early, ...others] = await Promise.all([subscribe({ after, types: [type], pageSize: 7 }).until(all), late(1, 50), late(5, 3), late(15, 1_000), write()]);
    const log = await subject.log.readAll({ after, types: [type], limit: 1_000 });
    for (const pages of [early, ...others.slice(0, 3)]) expect(idsOf(eventsOf(pages as Page[]))).toEqual(idsOf(log));
  });

  it('can be begun again where a page ended, without gap or repeat', async () => {
    const [type, start] = [newType(), await subject.log.head()];
    const events = newEvents(23, { type });
    await subject.log.append(events);
    const seen: string[] = [];
    let after = start;
    let done = false;
    while (!done) {
      const reader = subscribe({ after, types: [type], pageSize: 4 });
      const page = await reader.page();
      reader.stop();
      seen.push(...idsOf(page.events));
      ({ position: after, caughtUp: done } = page);
    }
    expect(seen).toEqual(idsOf(events));
  });

  it('waits where it begins above the end, and never reads what is below', async () => {
    await subject.log.append([newEvent()]);
    const above = (await subject.log.head()) + 1_000_000n;
    const reader = subscribe({ after: above });
    expect(await reader.page()).toMatchObject({ events: [], position: above });
    let more = false;
    void reader.ended().then((ended) => (more = !ended));
    await subject.log.append(newEvents(3));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(more).toBe(false);
  });

  it('ends at its signal: while it waits, between two pages, and before it has begun', async () => {
    const after = await subject.log.head();
    const waiting = subscribe({ after });
    await waiting.until(caughtUp);
    const end = waiting.ended();
    waiting.stop();
    expect(await end).toBe(true);

    await subject.log.append(newEvents(20));
    const between = subscribe({ after, pageSize: 5 });
    await between.page();
    between.stop();
    expect(await between.ended()).toBe(true);

    const never = subscribe({ after });
    never.stop();
    expect(await never.ended()).toBe(true);
  });

  it('can be left in the middle of a loop', async () => {
    const after = await subject.log.head();
    await subject.log.append(newEvents(20));
    const signal = new AbortController().signal;
    let pages = 0;
    for await (const page of subject.log.subscribe({ after, pageSize: 5, signal })) {
      pages += page.events.length > 0 ? 1 : 0;
      if (pages === 2) break;
    }
    expect(pages).toBe(2);
  });
}
