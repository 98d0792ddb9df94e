import type { EventLog, Page, Subscribe } from '#event-log';
import type { RecordedEvent } from '#touchpoints';
import { Feed } from './feed';

const eventAt = (position: bigint): RecordedEvent => ({ position }) as unknown as RecordedEvent;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the feed of a runner', () => {
  /** A log that delivers the pages that it is given, when it is given them. */
  function logOf(): { readonly log: EventLog; readonly give: (...positions: bigint[]) => void; asked: number } {
    const pages: Page[] = [];
    let wake = (): void => undefined;
    const subject = {
      asked: 0,
      give: (...positions: bigint[]) => {
        pages.push({ events: positions.map(eventAt), position: positions.at(-1) ?? 0n, caughtUp: true });
        wake();
      },
      log: {
        async *subscribe ({ signal }: Subscribe): AsyncIterable<Page> {
          while (!signal.aborted) {
            subject.asked += 1;
            const page = pages.shift();
            if (page) yield page;
            else await new Promise<void>((resolve) => (wake = resolve));
          }
        },
      } as unknown as EventLog,
    };
    return subject;
  }
  const positions = (page: Page | undefined): readonly bigint[] | undefined => page?.events.map(({ position }) => position);

  it('has as one page what came while its reader worked, in order and up to where it reaches', async () => {
    const { log, give } = logOf();
    const feed = new Feed(log, 0n, 10, () => undefined);
    for (const position of [1n, 2n, 3n]) {
      give(position);
      await settle();
    }
    const page = feed.take();
    expect([positions(page), page?.position]).toEqual([[1n, 2n, 3n], 3n]);
    expect(feed.take()).toBeUndefined();
    feed.close();
  });

  it('never has more in a page than its reader takes at once, and stops reading then', async () => {
    const subject = logOf();
    const feed = new Feed(subject.log, 0n, 3, () => undefined);
    subject.give(1n, 2n);
    subject.give(3n, 4n);
    subject.give(5n);
    for (let turn = 0; turn < 5; turn++) await settle();
    const { asked } = subject;
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(subject.asked).toBe(asked);
    expect(positions(feed.take())).toEqual([1n, 2n]);
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(positions(feed.take())).toEqual([3n, 4n, 5n]);
    feed.close();
  });
});
