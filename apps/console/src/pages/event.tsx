import type { ComponentChildren } from 'preact';
import { get, post, url } from '../api';
import { Answer } from '../parts/answer';
import { FieldValue } from '../parts/field-value';
import { IdentityList } from '../parts/identity-list';
import { JsonView } from '../parts/json-view';
import { PageHead } from '../parts/page-head';
import { factOf, summaryOf } from '../event-text';
import { formatTime } from '../format';
import { useKeys } from '../keys';
import { customerLink, eventLink, eventTypeLink, projectionLink, streamLink } from '../links';
import { navigate, type Params } from '../router';
import { useGet, useResource } from '../resource';
import type { Json, Page, RecordedEvent } from '../shapes';

/** One event as the log holds it. */
export function EventPage({ position = '' }: Params) {
  const event = useGet<RecordedEvent>(`/v1/events/${encodeURIComponent(position)}`);
  useKeys([
    { keys: '[', does: 'the event before in the log', run: () => void step(position, -1) },
    { keys: ']', does: 'the next event in the log', run: () => void step(position, 1) },
  ]);
  return (
    <>
      <PageHead name={event.data === undefined ? `Event ${position}` : factOf(event.data.type)} title={event.data === undefined ? `Event ${position}` : factOf(event.data.type)} lead={event.data && summaryOf(event.data)}>
        <button type="button" onClick={() => void step(position, -1)} title="Before ( [ )">
          ‹ Before
        </button>
        <button type="button" onClick={() => void step(position, 1)} title="Next ( ] )">
          Next ›
        </button>
      </PageHead>
      <Answer of={event}>
        {(data) => (
          <div class="event-page">
            <section aria-label="About the event">
              <IdentityList identities={data.identities} />
              <dl class="fields">
                <Row name="Customer">
                  <Whose event={data} />
                </Row>
                <Row name="Type">
                  <a href={eventTypeLink(data.type)}>
                    <code>{data.type}</code>
                  </a>
                  {data.schemaVersion !== undefined && <small>schema version {data.schemaVersion}</small>}
                </Row>
                <Row name="Position">
                  <code>{data.position}</code>
                </Row>
                <Row name="Stream">
                  <a href={streamLink(data.stream)} class="id">
                    {data.stream}
                  </a>
                  <small>revision {data.revision}</small>
                </Row>
                <Row name="Id">
                  <code>{data.id}</code>
                </Row>
                <Times of={data} />
                {data.initiator !== undefined && <Row name="Begun by">{data.initiator}</Row>}
                {data.causedBy !== undefined && (
                  <Row name="Caused by">
                    <Cause of={data.causedBy} />
                  </Row>
                )}
                {data.source !== undefined && (
                  <Row name="Source">
                    <FieldValue value={data.source} />
                  </Row>
                )}
                {data.context !== undefined && (
                  <Row name="Context">
                    <FieldValue value={data.context} />
                  </Row>
                )}
                {data.backfill === true && <Row name="Backfill">read models learn from it, nothing is sent because of it</Row>}
              </dl>
            </section>
            <JsonView value={data} label="The event as JSON" />
          </div>
        )}
      </Answer>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Times({ of }: { readonly of: RecordedEvent }) {
  const times = [['Occurred', of.occurredAt], ['Claimed', of.claimedAt], ['Received', of.receivedAt], ['Recorded', of.recordedAt]] as const;
  return (
    <>
      {times.map(([name, time]) => time !== undefined && (
        <Row key={name} name={name}>
          <time dateTime={time}>{formatTime(time)}</time>
          <small>{time}</small>
        </Row>
      ))}
    </>
  );
}

/** Whose event it is by what is believed now, with a link to the customer as of then. */
function Whose({ event }: { readonly event: RecordedEvent }) {
  const [identity] = event.identities;
  const owner = useResource(identity && `owner ${identity.kind}:${identity.value}`, (_, call) =>
    post<{ customerId: string }>('/v1/identities/lookup', { kind: identity?.kind, value: identity?.value }, call),
  );
  const named = event.data['customerId'];
  const id = owner.data?.customerId ?? (typeof named === 'string' ? named : undefined);
  if (id === undefined) return <span class="faint">{owner.busy && identity !== undefined ? 'asking…' : 'none known'}</span>;
  return (
    <>
      <a href={customerLink(id)} class="id" title={id}>
        {id}
      </a>
      <small>
        <a href={customerLink(id, { at: event.occurredAt, knownAt: undefined })}>as of this event</a>
      </small>
    </>
  );
}

function Cause({ of }: { readonly of: Json }) {
  const position = of !== null && typeof of === 'object' && 'position' in of ? of.position : of;
  const projection = of !== null && typeof of === 'object' && 'projection' in of ? of.projection : undefined;
  const isPosition = typeof position === 'number' || (typeof position === 'string' && /^\d+$/.test(position));
  return (
    <>
      {isPosition ? <a href={eventLink(String(position))}>event {String(position)}</a> : <FieldValue value={of} />}
      {typeof projection === 'string' && (
        <small>
          by <a href={projectionLink(projection)}>{projection}</a>
        </small>
      )}
    </>
  );
}

async function step(position: string, direction: -1 | 1): Promise<void> {
  const { items: [next] } = await get<Page<RecordedEvent>>(url('/v1/events', { from: position, direction: direction < 0 ? 'backwards' : undefined, limit: 1 }));
  if (next !== undefined) navigate(eventLink(next.position), { replace: true });
}
