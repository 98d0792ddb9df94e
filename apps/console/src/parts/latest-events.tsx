import { factOf, iconOf, summaryOf } from '../event-text';
import { formatAgo, shortId } from '../format';
import { eventLink, eventsLink } from '../links';
import { useLive } from '../live';
import { bestIdentity, isOpaque } from '../names';
import { Answer } from './answer';
import { Empty } from './empty';
import { Icon } from './icon';
import { LiveDot } from './live-dot';
import { useLatest } from '../use-latest';
import type { RecordedEvent } from '../shapes';

const SHOWN = 12;

/** The newest events of the log, as they come. */
export function LatestEvents() {
  const latest = useLatest({ count: SHOWN });
  const state = useLive(latest.ready, { from: latest.head, onEvent: latest.arrive });
  return (
    <section class="latest" aria-labelledby="latest-title">
      <div class="section-head">
        <h2 id="latest-title">
          <a href={eventsLink()}>Latest events</a>
        </h2>
        <LiveDot state={state} />
      </div>
      <Answer of={latest.answer}>
        {() =>
          latest.events.length === 0 ? (
            <Empty title="The log is empty" />
          ) : (
            <ol class="event-feed">
              {latest.events.slice(0, SHOWN).map((event) => (
                <li key={event.position}>
                  <a href={eventLink(event.position)} data-walk>
                    <Icon channel={iconOf(event.type)} />
                    <span class="event-text">
                      <b>{factOf(event.type)}</b> <span>{whoOf(event) ?? summaryOf(event)}</span>
                    </span>
                    <time dateTime={event.occurredAt} title={`occurred ${event.occurredAt}, recorded ${event.recordedAt}`}>
                      {formatAgo(event.occurredAt)}
                    </time>
                  </a>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  );
}

function whoOf(event: RecordedEvent): string | undefined {
  const value = bestIdentity(event.identities)?.value;
  return value !== undefined && isOpaque(value) ? shortId(value) : value;
}
