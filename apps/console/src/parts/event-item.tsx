import { useState } from 'preact/hooks';
import { factOf, iconOf, isDerived, summaryOf } from '../event-text';
import { formatClock, formatTime } from '../format';
import { eventLink, eventTypeLink, streamLink } from '../links';
import type { RecordedEvent } from '../shapes';
import { Icon } from './icon';
import { Fields } from './field-value';

interface EventItemProps {
  readonly event: RecordedEvent;
  /** The day stands above already. */
  readonly clockOnly?: boolean;
}

/** One event of a timeline: a line that opens to all that it says. */
export function EventItem({ event, clockOnly = false }: EventItemProps) {
  const [open, setOpen] = useState(false);
  const currency = event.data['currency'];
  return (
    <li class={`event${isDerived(event) ? ' derived' : ''}${open ? ' open' : ''}`}>
      <button type="button" class="event-line" aria-expanded={open} data-walk onClick={() => setOpen(!open)}>
        <Icon channel={iconOf(event.type)} />
        <span class="event-text">
          <b>{factOf(event.type)}</b> <span>{summaryOf(event)}</span>
        </span>
        <time dateTime={event.occurredAt} title={event.occurredAt}>
          {clockOnly ? formatClock(event.occurredAt) : formatTime(event.occurredAt)}
        </time>
      </button>
      {open && (
        <div class="event-more">
          <Fields of={event.data} currency={typeof currency === 'string' ? currency : undefined} />
          <p class="links">
            <a href={eventLink(event.position)}>Event {event.position}</a>
            <a href={eventTypeLink(event.type)}>
              <code>{event.type}</code>
            </a>
            <a href={streamLink(event.stream)}>Its stream</a>
            {event.recordedAt.slice(0, 16) !== event.occurredAt.slice(0, 16) && <span>recorded {formatTime(event.recordedAt)}</span>}
          </p>
        </div>
      )}
    </li>
  );
}
