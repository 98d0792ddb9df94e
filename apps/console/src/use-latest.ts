import { useEffect, useRef, useState } from 'preact/hooks';
import { noticeTime } from './clock';
import { get, url } from './api';
import { useGet, type Resource } from './resource';
import type { Page, RecordedEvent } from './shapes';

export interface Latest {
  readonly answer: Resource<Page<RecordedEvent>>;
  /** Newest first. */
  readonly events: readonly RecordedEvent[];
  /** There is something to follow from. */
  readonly ready: boolean;
  /** The position to follow from: nothing that is missing in `events` lies before it. */
  readonly head: string | undefined;
  readonly arrive: (event: RecordedEvent) => void;
  readonly older: () => void;
  readonly hasOlder: boolean;
}

const KEPT = 500;
/** What arrives within so many milliseconds is shown together: a busy log must not redraw the page for every event. */
const GATHER = 120;

/** The newest events of the log, those that arrive, and older ones on demand. */
export function useLatest({ count, types }: { readonly count: number; readonly types?: string | undefined }): Latest {
  const backwards = (from?: string) => url('/v1/events', { direction: 'backwards', types, limit: count, from });
  const answer = useGet<Page<RecordedEvent>>(backwards());
  const [events, setEvents] = useState<readonly RecordedEvent[]>([]);
  const [hasOlder, setHasOlder] = useState(false);
  const gathered = useRef<RecordedEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (answer.data === undefined) return;
    const { items, next } = answer.data;
    noticeTime(items[0]?.recordedAt);
    setEvents((shown) => [...shown.filter((event) => isAfter(event, items[0])), ...items]);
    setHasOlder(next !== undefined);
  }, [answer.data]);

  const show = () => {
    const arrived = gathered.current.splice(0).reverse();
    setEvents((last) => [...arrived.filter((event) => isAfter(event, last[0])), ...last].slice(0, KEPT));
  };
  return {
    answer,
    events,
    ready: answer.data !== undefined,
    head: events[0]?.position ?? answer.data?.position,
    arrive: (event) => {
      gathered.current.push(event);
      if (gathered.current.length > 1) return;
      timer.current = setTimeout(show, GATHER);
    },
    older: () => {
      const last = events.at(-1)?.position;
      if (last === undefined) return;
      void get<Page<RecordedEvent>>(backwards(last)).then((page) => {
        setEvents((shown) => (shown.at(-1)?.position === last ? [...shown, ...page.items] : shown));
        setHasOlder(page.next !== undefined);
      });
    },
    hasOlder: hasOlder || events.length === KEPT,
  };
}

function isAfter(event: RecordedEvent, last: RecordedEvent | undefined): boolean {
  return last === undefined || BigInt(event.position) > BigInt(last.position);
}
