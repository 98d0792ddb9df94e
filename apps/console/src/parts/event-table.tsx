import { factOf, iconOf, isDerived, summaryOf } from '../event-text';
import { formatTime, shortId } from '../format';
import { eventLink, eventTypeLink } from '../links';
import { bestIdentity, isOpaque } from '../names';
import type { RecordedEvent } from '../shapes';
import { Icon } from './icon';

/** Events in log order, one a row; `revisions` adds the place in the stream. */
export function EventTable({ events, revisions = false }: { readonly events: readonly RecordedEvent[]; readonly revisions?: boolean }) {
  return (
    <table class="table events">
      <caption class="hidden">Events</caption>
      <thead>
        <tr>
          {revisions && (
            <th scope="col" class="number">
              Revision
            </th>
          )}
          <th scope="col" class="number">
            Position
          </th>
          <th scope="col">Event</th>
          <th scope="col">Who</th>
          <th scope="col">Occurred</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.position} class={isDerived(event) ? 'derived' : ''}>
            {revisions && <td class="number">{event.revision}</td>}
            <td class="number position">
              <a href={eventLink(event.position)} data-walk aria-label={`Event ${event.position}, ${factOf(event.type)}`}>
                {event.position}
              </a>
            </td>
            <td class="event-cell">
              <div class="what">
                <Icon channel={iconOf(event.type)} />
                <span class="event-text">
                  <a href={eventTypeLink(event.type)} title={event.type}>
                    {factOf(event.type)}
                  </a>{' '}
                  <span>{summaryOf(event)}</span>
                </span>
              </div>
            </td>
            <td class="who">
              <Who event={event} />
            </td>
            <td class="when">
              <time dateTime={event.occurredAt} title={event.occurredAt}>
                {formatTime(event.occurredAt)}
              </time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Who({ event }: { readonly event: RecordedEvent }) {
  const value = bestIdentity(event.identities)?.value;
  if (value === undefined) return <span class="faint">–</span>;
  return isOpaque(value) ? <code title={value}>{shortId(value)}</code> : <>{value}</>;
}
