import { useState } from 'preact/hooks';
import { post, url, type Problem } from '../api';
import { factOf } from '../event-text';
import { formatAgo, shortId } from '../format';
import { customerLink, eventLink } from '../links';
import { asProblem } from '../resource';
import type { Parked } from '../shapes';
import { useList } from '../use-list';
import { ProblemNote } from './problem-note';
import { Skeleton } from './skeleton';

/** Customers whose history a projection could not fold, with the event that did it, and another try. */
export function ParkedTable({ projection, onRelease }: { readonly projection: string; readonly onRelease: () => void }) {
  const path = `/v1/projections/${encodeURIComponent(projection)}/parked`;
  const list = useList<Parked>(url(path, { limit: 50 }), ({ customerId }) => customerId);
  if (list.problem !== undefined) return <ProblemNote problem={list.problem} retry={list.reload} />;
  if (list.items === undefined) return <Skeleton />;
  return (
    <>
      <table class="table parked">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col">Event</th>
            <th scope="col">Error</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span class="hidden">Retry</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.items.map((parked) => (
            <tr key={parked.customerId}>
              <th scope="row">
                <a href={customerLink(parked.customerId)} class="id" title={parked.customerId}>
                  {shortId(parked.customerId)}
                </a>
              </th>
              <td data-name="Event">
                <a href={eventLink(parked.event.position)}>{factOf(parked.event.type)}</a> <small>{parked.event.position}</small>
              </td>
              <td data-name="Error" class="error-text">
                {parked.error.message}
              </td>
              <td data-name="Since">
                <time dateTime={parked.since} title={parked.since}>
                  {formatAgo(parked.since)}
                </time>
              </td>
              <td class="act">
                <Retry
                  path={`${path}/${encodeURIComponent(parked.customerId)}/retry`}
                  onDone={() => {
                    list.reload();
                    onRelease();
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasMore && (
        <button type="button" class="more" disabled={list.busy} onClick={list.more}>
          More
        </button>
      )}
    </>
  );
}

function Retry({ path, onDone }: { readonly path: string; readonly onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const retry = () => {
    setBusy(true);
    setProblem(undefined);
    post(path)
      .then(onDone, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" disabled={busy} onClick={retry}>
        {busy ? 'Trying…' : 'Retry'}
      </button>
      {problem !== undefined && <ProblemNote problem={problem} />}
    </>
  );
}
