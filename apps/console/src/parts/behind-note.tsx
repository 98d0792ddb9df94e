import { formatDuration, plural } from '../format';
import { notableLag, useHealth } from '../health';

/** Says so where what the page shows has not caught up with the log. */
export function BehindNote() {
  const lag = notableLag(useHealth().data?.items ?? []);
  if (lag === undefined) return null;
  return (
    <p class="note behind" role="status">
      What you see is {plural(lag.events, 'event')} behind the log, about {formatDuration(lag.seconds)}. It is catching up. <a href="/projections">Projections</a>
    </p>
  );
}
