import { useState } from 'preact/hooks';
import { post, url, type Problem } from '../api';
import { factOf } from '../event-text';
import { formatAgo, shortId } from '../format';
import { customerLink, eventLink } from '../links';
import { asProblem } from '../resource';
import type { Parked } from '../shapes';
import { useList } from '../use-list';
import { ConfirmButton } from './confirm-button';
import { ProblemNote } from './problem-note';
import { Skeleton } from './skeleton';

interface ParkedTableProps {
  /** Of the list: `/v1/projections/{name}/parked`, `/v1/subscriptions/{id}/parked`. */
  readonly path: string;
  /** The event that failed may be given up. */
  readonly droppable?: boolean;
  readonly onRelease: () => void;
}

/** Customers who are held back by an event that failed, with that event, and another try. */
export function ParkedTable({ path, droppable = false, onRelease }: ParkedTableProps) {
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
                <div class="acts">
                  {(droppable ? (['retry', 'drop'] as const) : (['retry'] as const)).map((release) => (
                    <Release
                      key={release}
                      path={`${path}/${encodeURIComponent(parked.customerId)}/${release}`}
                      release={release}
                      onDone={() => {
                        list.reload();
                        onRelease();
                      }}
                    />
                  ))}
                </div>
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

function Release({ path, release, onDone }: { readonly path: string; readonly release: 'retry' | 'drop'; readonly onDone: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const ask = () => {
    setBusy(true);
    setProblem(undefined);
    post(path)
      .then(onDone, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      {release === 'drop' ? (
        <ConfirmButton label="Drop the event" title="Drop the event?" disabled={busy} onConfirm={ask}>
          <p>The receiver is never given it. What waits behind it is sent.</p>
        </ConfirmButton>
      ) : (
        <button type="button" disabled={busy} onClick={ask}>
          {busy ? 'Trying…' : 'Retry'}
        </button>
      )}
      {problem !== undefined && <ProblemNote problem={problem} />}
    </>
  );
}
