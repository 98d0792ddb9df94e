import { useEffect, useState } from 'preact/hooks';
import { noticeTime } from './clock';
import { get, readBack, url, type CallOptions } from './api';
import { useResource, type Resource } from './resource';
import type { Page, Projection, RecordedEvent } from './shapes';

export interface Latest {
  readonly answer: Resource<readonly RecordedEvent[]>;
  /** Newest first. */
  readonly events: readonly RecordedEvent[];
  /** There is something to follow from. */
  readonly ready: boolean;
  /** The last position that is shown, or the log's start. */
  readonly head: string;
  readonly arrive: (event: RecordedEvent) => void;
  readonly older: () => void;
  readonly hasOlder: boolean;
}

const KEPT = 500;

/** The newest events of the log, those that arrive, and older ones on demand. */
export function useLatest({ count, types }: { readonly count: number; readonly types?: string | undefined }): Latest {
  const answer = useResource<readonly RecordedEvent[]>(`latest ${count} ${types ?? ''}`, async (_, call) =>
    readBack({ head: await headOfLog(call), count, ...(types === undefined ? {} : { types }), ...(call.signal ? { signal: call.signal } : {}) }),
  );
  const [events, setEvents] = useState<readonly RecordedEvent[]>([]);
  const [hasOlder, setHasOlder] = useState(false);
  useEffect(() => {
    noticeTime(answer.data?.[0]?.recordedAt);
    setEvents(answer.data ?? []);
    setHasOlder((answer.data?.length ?? 0) >= count);
  }, [answer.data]);

  return {
    answer,
    events,
    ready: answer.data !== undefined,
    head: events[0]?.position ?? '0',
    arrive: (event) => setEvents((last) => (isAfter(event, last[0]) ? [event, ...last].slice(0, KEPT) : last)),
    older: () => {
      const before = events.at(-1)?.position;
      if (before === undefined) return;
      void readBack({ head: before, before, count, ...(types === undefined ? {} : { types }) }).then((found) => {
        setEvents((last) => [...last, ...found]);
        setHasOlder(found.length >= count);
      });
    },
    hasOlder,
  };
}

/** The end of the log, as the answers of two reads tell it. */
async function headOfLog(call: CallOptions): Promise<string> {
  const [log, projections] = await Promise.all([
    get<Page<RecordedEvent>>(url('/v1/events', { limit: 1 }), call),
    get<Page<Projection>>('/v1/projections', call).catch((): Page<Projection> => ({ items: [] })),
  ]);
  const positions = [log.position, log.items[0]?.position, ...projections.items.map(({ position }) => position)];
  return positions.reduce<bigint>((head, position) => (position !== undefined && BigInt(position) > head ? BigInt(position) : head), 0n).toString();
}

function isAfter(event: RecordedEvent, last: RecordedEvent | undefined): boolean {
  return last === undefined || BigInt(event.position) > BigInt(last.position);
}
