import { useState } from 'preact/hooks';
import { post, type Problem } from '../api';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { ParkedTable } from '../parts/parked-table';
import { ProblemNote } from '../parts/problem-note';
import { Skeleton } from '../parts/skeleton';
import { formatAgo, formatCount, formatDuration, plural } from '../format';
import { asProblem, useGet } from '../resource';
import type { Page, Subscription } from '../shapes';

/** Services that are told what happens: how far each is, and who is held back. */
export function SubscribersPage() {
  const subscriptions = useGet<Page<Subscription>>('/v1/subscriptions', { everySeconds: 3 });
  return (
    <>
      <PageHead title="Subscribers" lead="Services that are told what happens, each customer's events in order" />
      <Answer of={subscriptions} skeleton={<Skeleton lines={8} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nobody is told yet">
              <p>
                <code>POST /v1/subscriptions</code> with an address makes one.
              </p>
            </Empty>
          ) : (
            <>
              <table class="table subscribers">
                <caption class="hidden">Subscriptions</caption>
                <thead>
                  <tr>
                    <th scope="col">Receiver</th>
                    <th scope="col">State</th>
                    <th scope="col" class="number">
                      Delivered
                    </th>
                    <th scope="col" class="number">
                      Behind
                    </th>
                    <th scope="col" class="number">
                      Retrying
                    </th>
                    <th scope="col" class="number">
                      Parked
                    </th>
                    <th scope="col">Last error</th>
                    <th scope="col">
                      <span class="hidden">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((subscription) => (
                    <SubscriptionRow key={subscription.id} subscription={subscription} onChange={() => subscriptions.reload()} />
                  ))}
                </tbody>
              </table>
              {items
                .filter(({ parked }) => parked > 0)
                .map(({ id, url, parked }) => (
                  <section key={id} aria-label={`Parked customers of ${url}`}>
                    <h2>
                      {plural(parked, 'parked customer')} of {url}
                    </h2>
                    <ParkedTable path={`/v1/subscriptions/${encodeURIComponent(id)}/parked`} droppable onRelease={() => subscriptions.reload()} />
                  </section>
                ))}
            </>
          )
        }
      </Answer>
    </>
  );
}

function SubscriptionRow({ subscription, onChange }: { readonly subscription: Subscription; readonly onChange: () => void }) {
  const { id, url, types, description, state, reason, lag, delivered, retrying, parked, lastError, replay } = subscription;
  return (
    <tr>
      <th scope="row">
        {url}
        <small>{description ?? (types.length === 0 ? 'every type' : types.join(', '))}</small>
      </th>
      <td data-name="State">
        <span class={`state ${state === 'active' ? 'live' : 'stopped'}`}>{state}</span>
        {reason !== undefined && <small class="reason">{reason}</small>}
        {replay !== undefined && (
          <small>
            replay: {formatCount(replay.delivered)} of {formatCount(replay.count)}
          </small>
        )}
      </td>
      <td class="number" data-name="Delivered">
        {formatCount(delivered)}
      </td>
      <td class="number" data-name="Behind">
        {lag.events === 0 ? <span class="faint">–</span> : `${formatCount(lag.events)} · ${formatDuration(lag.seconds)}`}
      </td>
      <td class="number" data-name="Retrying">
        {retrying === 0 ? <span class="faint">–</span> : formatCount(retrying)}
      </td>
      <td class="number" data-name="Parked">
        {parked === 0 ? <span class="faint">–</span> : formatCount(parked)}
      </td>
      <td data-name="Last error" class={`error-text ${lastError === undefined ? 'empty' : ''}`}>
        {lastError !== undefined && (
          <>
            {lastError.message} <small>{formatAgo(lastError.at)}</small>
          </>
        )}
      </td>
      <td class="act">
        <div class="acts">
          <Act path={`/v1/subscriptions/${encodeURIComponent(id)}/${state === 'active' ? 'pause' : 'resume'}`} label={state === 'active' ? 'Pause' : 'Resume'} name={url} onDone={onChange} />
          <Act path={`/v1/subscriptions/${encodeURIComponent(id)}/test`} label="Test" name={url} onDone={onChange} />
        </div>
      </td>
    </tr>
  );
}

interface ActProps {
  readonly path: string;
  readonly label: string;
  /** Of what: the label alone is the same in every row. */
  readonly name: string;
  readonly onDone: () => void;
}

/** What a test call came to. */
interface Tested {
  readonly delivered?: boolean;
  readonly error?: string;
}

function Act({ path, label, name, onDone }: ActProps) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const act = () => {
    setBusy(true);
    setProblem(undefined);
    post<Tested>(path)
      .then(
        ({ delivered, error }) => {
          if (delivered !== undefined) setOutcome(delivered ? 'it answers' : error);
          onDone();
        },
        (error: unknown) => setProblem(asProblem(error)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" aria-label={`${label} ${name}`} disabled={busy} onClick={act}>
        {label}
      </button>
      {outcome !== undefined && <small role="status">{outcome}</small>}
      {problem !== undefined && <ProblemNote problem={problem} />}
    </>
  );
}
