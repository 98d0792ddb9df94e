import { url } from '../api';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { EventTable } from '../parts/event-table';
import { LiveDot } from '../parts/live-dot';
import { PageHead } from '../parts/page-head';
import { ProblemNote } from '../parts/problem-note';
import { Skeleton } from '../parts/skeleton';
import { TypeFilter } from '../parts/type-filter';
import { useWalk } from '../keys';
import { useLive } from '../live';
import { changeQuery, useParam } from '../router';
import type { RecordedEvent } from '../shapes';
import { useLatest } from '../use-latest';
import { useList } from '../use-list';

const PAGE = 50;

/** The log: its newest events and those that arrive, or, with `from`, in log order from a position on. */
export function EventsPage() {
  const [types, setTypes] = useParam('types');
  const [from] = useParam('from');
  useWalk('event');
  return (
    <>
      <PageHead title="Events" lead="Every touchpoint and every conclusion, as recorded" />
      <div class="filters">
        <div class="switch" role="group" aria-label="Order">
          <button type="button" aria-pressed={from === undefined} onClick={() => changeQuery({ from: undefined })}>
            Newest
          </button>
          <button type="button" aria-pressed={from !== undefined} onClick={() => changeQuery({ from: from ?? '0', tail: undefined })}>
            From a position
          </button>
        </div>
        {from !== undefined && <FromField from={from} />}
        <TypeFilter types={types} onChange={setTypes} />
      </div>
      {from === undefined ? <Newest types={types} key={types} /> : <InOrder from={from} types={types} />}
    </>
  );
}

function Newest({ types }: { readonly types: string | undefined }) {
  const [tail, setTail] = useParam('tail');
  const latest = useLatest({ count: PAGE, types });
  const state = useLive(latest.ready && tail !== 'off', { types, from: latest.head, onEvent: latest.arrive });
  return (
    <>
      <p class="tail">
        <label class="check">
          <input type="checkbox" checked={tail !== 'off'} onChange={(event) => setTail(event.currentTarget.checked ? undefined : 'off')} /> Follow
        </label>
        <LiveDot state={state} />
      </p>
      <Answer of={latest.answer} skeleton={<Skeleton lines={14} />}>
        {() => (latest.events.length === 0 ? <Empty title="No such event yet" /> : <EventTable events={latest.events} />)}
      </Answer>
      {latest.hasOlder && (
        <button type="button" class="more" onClick={latest.older}>
          Older events
        </button>
      )}
    </>
  );
}

/** `from` may lie far along the log: paging goes on from the last position that is shown. */
function InOrder({ from, types }: { readonly from: string; readonly types: string | undefined }) {
  const list = useList<RecordedEvent>(url('/v1/events', { from, types, limit: PAGE }), (event) => event.position);
  return (
    <>
      {list.problem !== undefined && <ProblemNote problem={list.problem} retry={list.reload} />}
      {list.items === undefined && list.problem === undefined && <Skeleton lines={14} />}
      {list.items?.length === 0 && <Empty title={`Nothing after position ${from}`} />}
      {list.items !== undefined && list.items.length > 0 && <EventTable events={list.items} />}
      {list.hasMore && (
        <button type="button" class="more" disabled={list.busy} onClick={list.more}>
          {list.busy ? 'Loading…' : 'Later events'}
        </button>
      )}
    </>
  );
}

function FromField({ from }: { readonly from: string }) {
  return (
    <label class="from-field">
      After position
      <input
        type="text"
        inputMode="numeric"
        pattern="[0-9]*"
        value={from}
        onChange={(event) => {
          const digits = event.currentTarget.value.replaceAll(/\D/g, '');
          changeQuery({ from: digits === '' ? '0' : digits });
        }}
      />
    </label>
  );
}
