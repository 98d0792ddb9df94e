import { useState } from 'preact/hooks';
import { url } from '../api';
import { Answer } from '../parts/answer';
import { ChangeTable } from '../parts/change-table';
import { Empty } from '../parts/empty';
import { EventDays } from '../parts/event-days';
import { PageHead } from '../parts/page-head';
import { platformNow } from '../clock';
import { DAY, formatMoment, localMinute, plural, shortId } from '../format';
import { useWalk } from '../keys';
import { customerLink } from '../links';
import { timeOf } from '../moment';
import { nameOfProfile } from '../names';
import { changeQuery, useParam, type Params } from '../router';
import { useGet } from '../resource';
import type { Comparison, Profile, RecordedEvent } from '../shapes';

/** What changed about a customer between two moments, and the events that lie between. */
export function ComparePage({ id = '' }: Params) {
  const [from = monthBefore(platformNow())] = useParam('from');
  const [to] = useParam('to');
  const comparison = useGet<Comparison>(url(`/v1/customers/${encodeURIComponent(id)}/compare`, { from, to: to ?? minuteFromNow() }));
  const profile = useGet<Profile>(`/v1/customers/${encodeURIComponent(id)}/read-models/profile`);
  const name = profile.data && nameOfProfile(id, profile.data);
  useWalk('event');
  return (
    <>
      <PageHead
        name={name === undefined ? 'Compare' : `${name} compared`}
        title="What changed"
        lead={
          <a href={customerLink(id)} class={name === undefined ? 'id' : ''} title={id}>
            {name ?? shortId(id)}
          </a>
        }
      >
        <button type="button" onClick={() => changeQuery({ from: to ?? new Date().toISOString(), to: from }, { push: true })}>
          Swap
        </button>
      </PageHead>
      <form class="moments" aria-label="The two moments" onSubmit={(event) => event.preventDefault()}>
        <MomentField name="From" value={from} customerId={id} onChange={(value) => changeQuery({ from: value })} />
        <span aria-hidden="true">→</span>
        <MomentField name="To" value={to} customerId={id} onChange={(value) => changeQuery({ to: value })} />
      </form>
      <Answer of={comparison}>
        {({ changes, events }) => (
          <div class={`compare${comparison.busy ? ' moving' : ''}`}>
            <section aria-label="Changes">
              <h2>{plural(changes.length, 'change')}</h2>
              {changes.length === 0 ? <Empty title="Nothing changed between the two" /> : <ChangeTable changes={changes} />}
            </section>
            <section aria-label="Events between" class="timeline">
              <h2>{plural(events.length, 'event')} between</h2>
              {events.length === 0 ? (
                <Empty title="No event lies between">{changes.length > 0 && <p>Time alone made the difference.</p>}</Empty>
              ) : (
                <Between events={events} />
              )}
            </section>
          </div>
        )}
      </Answer>
    </>
  );
}

const SHOWN = 60;

function Between({ events }: { readonly events: readonly RecordedEvent[] }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <EventDays events={all ? events : events.slice(0, SHOWN)} />
      {!all && events.length > SHOWN && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          {plural(events.length - SHOWN, 'later event')}
        </button>
      )}
    </>
  );
}

interface MomentFieldProps {
  readonly name: string;
  /** Undefined: now. */
  readonly value: string | undefined;
  readonly customerId: string;
  readonly onChange: (value: string | undefined) => void;
}

function MomentField({ name, value, customerId, onChange }: MomentFieldProps) {
  const time = timeOf(value) ?? platformNow();
  const move = (days: number) => onChange(new Date(time + days * DAY).toISOString());
  return (
    <div class={`moment-field${value === undefined ? '' : ' past'}`}>
      <label>
        {name}
        <input
          type="datetime-local"
          value={localMinute(time)}
          onChange={(event) => {
            const chosen = Date.parse(event.currentTarget.value);
            if (!Number.isNaN(chosen)) onChange(new Date(chosen).toISOString());
          }}
        />
      </label>
      <div class="moment-moves">
        <button type="button" onClick={() => move(-30)} aria-label={`${name}: 30 days back`}>−30 d</button>
        <button type="button" onClick={() => move(-1)} aria-label={`${name}: a day back`}>−1 d</button>
        <button type="button" onClick={() => move(1)} aria-label={`${name}: a day on`}>+1 d</button>
        <button type="button" onClick={() => onChange(name === 'To' ? undefined : monthBefore(platformNow()))}>{name === 'To' ? 'now' : 'a month ago'}</button>
        <a href={customerLink(customerId, { at: value, knownAt: undefined })}>{value === undefined ? 'see now' : `see ${formatMoment(value)}`}</a>
      </div>
    </div>
  );
}

function monthBefore(time: number): string {
  return new Date(new Date(time - 30 * DAY).setHours(23, 59, 59, 999)).toISOString();
}

/** Now, held for a minute, so that looking again asks the same question. */
function minuteFromNow(): string {
  return new Date(Math.ceil(platformNow() / 60_000) * 60_000).toISOString();
}
