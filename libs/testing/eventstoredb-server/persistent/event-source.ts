import { type Filter } from '../rpc/filter';
import { type EventStore } from '../store/event-store';

/** Where a group takes its events from, one after the other. */
export interface EventSource {
  /** The number of the next event; undefined when there is none yet. */
  readonly next: () => number | undefined;
  /** The place it began at, as text. */
  readonly startedAt: string;
  /** The last place that there is, as text. */
  readonly lastKnown: () => string;
  /** How many events were written since the group was made. */
  readonly writtenSince: () => number;
}

/** @param from the first revision; undefined: only what is new */
export function streamSource(store: EventStore, name: string, from: number | undefined): EventSource {
  const stream = store.streams.findOrCreate(name);
  const there = stream.events.length;
  let revision = from ?? there;
  return {
    next: () => {
      revision = Math.max(revision, store.firstVisible(stream));
      const number = stream.events[revision];
      if (number !== undefined) revision += 1;
      return number;
    },
    startedAt: from === undefined ? '-1' : String(from),
    lastKnown: () => String(stream.events.length - 1),
    writtenSince: () => stream.events.length - there,
  };
}

/** @param start the number of the first event */
export function allSource(store: EventStore, start: number, startedAt: string, filter: Filter | undefined): EventSource {
  let number = start;
  return {
    next: () => {
      while (number < store.log.size) {
        const here = number++;
        if (!filter || filter.matches(here)) return here;
      }
      return undefined;
    },
    startedAt,
    lastKnown: () => positionText(store.log.position(store.log.size - 1)),
    writtenSince: () => 0,
  };
}

export const positionText = (position: number | string): string => `C:${position}/P:${position}`;
