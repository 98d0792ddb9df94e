import { url } from '../api';
import { Empty } from '../parts/empty';
import { EventTable } from '../parts/event-table';
import { PageHead } from '../parts/page-head';
import { ProblemNote } from '../parts/problem-note';
import { Skeleton } from '../parts/skeleton';
import { useWalk } from '../keys';
import type { Params } from '../router';
import type { RecordedEvent } from '../shapes';
import { useList } from '../use-list';

/** One stream, from its first event on. */
export function StreamPage({ name = '' }: Params) {
  const list = useList<RecordedEvent>(url(`/v1/streams/${encodeURIComponent(name)}`, { limit: 100 }), (event) => event.position);
  useWalk('event');
  return (
    <>
      <PageHead name={`Stream ${name}`} title={<span class="id">{name}</span>} lead="A stream: the events of one source, by revision" />
      {list.problem !== undefined && <ProblemNote problem={list.problem} retry={list.reload} />}
      {list.items === undefined && list.problem === undefined && <Skeleton lines={10} />}
      {list.items?.length === 0 && <Empty title="This stream is empty" />}
      {list.items !== undefined && list.items.length > 0 && <EventTable events={list.items} revisions />}
      {list.hasMore && (
        <button type="button" class="more" disabled={list.busy} onClick={list.more}>
          {list.busy ? 'Loading…' : 'Later events'}
        </button>
      )}
    </>
  );
}
