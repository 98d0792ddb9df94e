import { useMemo, useRef, useState } from 'preact/hooks';
import { url } from '../api';
import { loadActivity, neighbour, touchOf, withLater, type Touch } from '../activity';
import { ActivitySlider } from '../parts/activity-slider';
import { Answer } from '../parts/answer';
import { CustomerHead } from '../parts/customer-head';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { ProblemNote } from '../parts/problem-note';
import { ReadModelCards } from '../parts/read-model-cards';
import { Skeleton } from '../parts/skeleton';
import { Timeline } from '../parts/timeline';
import { isDerived } from '../event-text';
import { noticeTime, platformNow } from '../clock';
import { formatMoment, localMinute, shortId } from '../format';
import { useKeys, useWalk } from '../keys';
import { useLive } from '../live';
import { judgeWith, moveTo, timeOf, useMoment, type Moment } from '../moment';
import type { Params } from '../router';
import { useGet, useResource } from '../resource';
import type { Customer, DocumentAt, Page, RecordedEvent } from '../shapes';

/** Everything about one customer, as of any moment. */
export function CustomerPage({ id = '' }: Params) {
  const moment = useMoment();
  const base = `/v1/customers/${encodeURIComponent(id)}`;
  const customer = useGet<Customer>(url(base, { ...moment }));
  const notYet = customer.problem?.status === 404 && moment.at !== undefined;
  const found = customer.data !== undefined || notYet;
  // What the reader asked for comes first; the bar of all touches is more work.
  const loaded = useResource(found ? `activity ${id}` : undefined, (_, call) => loadActivity(id, call));
  const [later, setLater] = useState<readonly Touch[]>([]);
  const activity = useMemo(() => loaded.data && withLater(loaded.data, later), [loaded.data, later]);
  const ahead = (timeOf(moment.at) ?? 0) > platformNow() ? moment.at : undefined;
  const history = useGet<Page<DocumentAt>>(found ? url(`${base}/read-models/lifecycle-position/history`, { at: ahead }) : undefined);
  const [arrived, setArrived] = useState<RecordedEvent | undefined>(undefined);
  const known = useRef<Customer | undefined>(undefined);
  known.current = customer.data ?? known.current;
  if (moment.at === undefined) noticeTime(customer.data?.asOf);
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const live = useLive(moment.at === undefined && customer.data !== undefined, {
    from: customer.data?.position,
    onEvent: (event) => {
      if (customer.data === undefined || !concerns(event, customer.data)) return;
      setArrived(event);
      clearTimeout(pending.current);
      if (!isDerived(event)) setLater((touches) => [...touches, touchOf(event)]);
      pending.current = setTimeout(() => {
        customer.reload(event.position);
        history.reload();
      }, 400);
    },
  });

  const step = (direction: -1 | 1) => {
    const next = neighbour(activity?.touches ?? [], timeOf(moment.at) ?? platformNow(), direction);
    if (next !== undefined) moveTo(new Date(next).toISOString(), moment);
    else if (direction > 0) moveTo(undefined, moment);
  };
  useWalk('event');
  useKeys([
    { keys: '[', does: 'one event back in time', run: () => step(-1) },
    { keys: ']', does: 'one event on in time', run: () => step(1) },
    { keys: '0', does: 'back to now', run: () => moveTo(undefined, moment) },
  ]);

  const today = useGet<Customer>(notYet && known.current === undefined ? base : undefined);
  known.current ??= today.data;
  return (
    <>
      {known.current !== undefined && <CustomerHead customer={notYet ? nameOnly(known.current) : known.current} moment={moment} />}
      {known.current === undefined && <PageHead title="Customer" lead={<code>{shortId(id)}</code>} />}
      {activity === undefined && loaded.problem === undefined && customer.problem === undefined && (
        <div class="moment-room">
          <Skeleton lines={3} />
        </div>
      )}
      {activity !== undefined && activity.touches.length > 0 && (
        <section aria-label="Moment" class="moment">
          <div class="moment-steps">
            <button type="button" onClick={() => step(-1)} title="One event back ( [ )" aria-label="One event back">
              ‹
            </button>
            <button type="button" onClick={() => step(1)} title="One event on ( ] )" aria-label="One event on" disabled={moment.at === undefined}>
              ›
            </button>
          </div>
          <ActivitySlider activity={activity} history={history.data?.items} moment={moment} busy={customer.busy} />
          <MomentPicker moment={moment} />
        </section>
      )}
      {notYet ? (
        <Empty title={moment.knownAt === undefined ? `Nobody knew this customer as of ${formatMoment(moment.at)}` : `Nothing about this customer had been recorded by ${formatMoment(moment.knownAt)}`}>
          {moment.knownAt !== undefined && (
            <button type="button" onClick={() => judgeWith('today', moment)}>
              As we know today
            </button>
          )}
          <button type="button" onClick={() => moveTo(undefined, moment)}>
            Back to now
          </button>
        </Empty>
      ) : (
        <div class={`customer${customer.busy && customer.data !== undefined ? ' moving' : ''}`}>
          <Answer of={customer} skeleton={<Skeleton lines={12} />}>
            {(data) => <ReadModelCards readModels={data.readModels} now={timeOf(moment.at) ?? platformNow()} />}
          </Answer>
          {(customer.data !== undefined || customer.problem === undefined) && (
            <Timeline customerId={id} moment={moment} channels={customer.data?.readModels.profile?.byChannel} arrived={arrived} live={live} />
          )}
        </div>
      )}
      {loaded.problem !== undefined && customer.problem === undefined && <ProblemNote problem={loaded.problem} retry={() => loaded.reload()} />}
    </>
  );
}

/** Before anybody knew the customer: today's name to find the way by, and nothing that was learnt since. */
function nameOnly(customer: Customer): Customer {
  const { profile } = customer.readModels;
  return { ...customer, identities: [], readModels: profile === undefined ? {} : { profile } };
}

/** The exact moment, also one to come. */
function MomentPicker({ moment }: { readonly moment: Moment }) {
  const time = timeOf(moment.at);
  return (
    <label class="moment-picker">
      <span class="hidden">As of, exactly</span>
      <input
        type="datetime-local"
        value={localMinute(time ?? platformNow())}
        onChange={(event) => {
          const chosen = Date.parse(event.currentTarget.value);
          moveTo(Number.isNaN(chosen) ? undefined : new Date(chosen).toISOString(), moment);
        }}
      />
    </label>
  );
}

function concerns(event: RecordedEvent, customer: Customer): boolean {
  const named = event.data['customerId'];
  if (named !== undefined) return named === customer.id;
  return event.identities.some(({ kind, value }) => customer.identities.some((identity) => identity.kind === kind && identity.value.toLowerCase() === value.toLowerCase()));
}
