import { formatDuration, plural } from '../format';
import { useHealth } from '../health';
import { projectionLink } from '../links';
import type { Projection } from '../shapes';
import { Answer } from './answer';

/** One mark a projection: its state, its lag, its parked customers. */
export function HealthStrip() {
  const health = useHealth();
  return (
    <section class="health" aria-labelledby="health-title">
      <h2 id="health-title">
        <a href="/projections">Projections</a>
      </h2>
      <Answer of={health}>
        {({ items }) => (
          <ul>
            {items.length === 0 && <li class="soft">None are running here.</li>}
            {items.map((projection) => (
              <li key={projection.name}>
                <a href={projectionLink(projection.name)}>
                  <b class={`state ${projection.state}`}>{projection.name}</b>
                  <span>{says(projection)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

function says({ state, lag, parked }: Projection): string {
  const parts = [
    state === 'live' ? (lag.events === 0 ? 'up to date' : `${plural(lag.events, 'event')} behind, ${formatDuration(lag.seconds)}`) : state,
    ...(parked > 0 ? [`${parked} parked`] : []),
  ];
  return parts.join(' · ');
}
