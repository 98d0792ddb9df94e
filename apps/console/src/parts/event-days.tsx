import { formatDay } from '../format';
import type { RecordedEvent } from '../shapes';
import { EventItem } from './event-item';

/** Events under the days on which they occurred, in the order in which they come. */
export function EventDays({ events }: { readonly events: readonly RecordedEvent[] }) {
  return (
    <>
      {days(events).map(({ day, events: ofDay }) => (
        <div class="day" key={day}>
          <h3>{day}</h3>
          <ol>
            {ofDay.map((event) => (
              <EventItem key={event.position} event={event} clockOnly />
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}

function days(events: readonly RecordedEvent[]): { day: string; events: RecordedEvent[] }[] {
  const found: { day: string; events: RecordedEvent[] }[] = [];
  for (const event of events) {
    const day = formatDay(event.occurredAt);
    const last = found.at(-1);
    if (last?.day === day) last.events.push(event);
    else found.push({ day, events: [event] });
  }
  return found;
}
