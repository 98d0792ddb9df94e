import type { EventLog, Page, Subscribe } from '#event-log';
import type { Position } from '#kernel';
import type { IdentityReach } from './identity-reach';

/** Between two looks at how far the identity stage has come, ms: at first, and at the most. */
const SOON = 5;
const LATE = 100;

/** The log as far as the identity stage has folded it: nobody is named in what lies beyond. */
export function boundedLog(log: EventLog, reach: IdentityReach): EventLog {
  const own: Pick<EventLog, 'subscribe' | 'head'> = { subscribe: (query) => pagesUpTo(log, reach, query), head: () => reach.position() };
  return new Proxy(log, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(name in own ? own : target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

async function* pagesUpTo(log: EventLog, reach: IdentityReach, query: Subscribe): AsyncIterable<Page> {
  let reached: Position = await reach.position();
  let delivered = query.after;
  for await (const page of log.subscribe(query)) {
    let { events } = page;
    let pause = SOON;
    while (reached < page.position && !query.signal.aborted) {
      const ready = events.filter(({ position }) => position <= reached);
      if (reached > delivered) {
        events = events.slice(ready.length);
        delivered = reached;
        yield { events: ready, position: reached, caughtUp: false };
      }
      await reach.growth(reached, pause);
      const further = await reach.position();
      pause = further > reached ? SOON : Math.min(LATE, pause * 2);
      reached = further;
    }
    if (query.signal.aborted) return;
    delivered = page.position;
    yield { ...page, events };
  }
}
