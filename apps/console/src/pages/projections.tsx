import { Answer } from '../parts/answer';
import { ConfirmButton } from '../parts/confirm-button';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { ProblemNote } from '../parts/problem-note';
import { RebuildProgress } from '../parts/rebuild-progress';
import { Skeleton } from '../parts/skeleton';
import { RebuildMeans } from '../parts/version-table';
import { formatCount, formatDuration, plural } from '../format';
import { useWalk } from '../keys';
import { projectionLink } from '../links';
import { useGet } from '../resource';
import type { Page, Projection } from '../shapes';
import { useRebuild } from '../use-rebuild';

/** Every projection: where it stands, how far it is behind, and the way to build it anew. */
export function ProjectionsPage() {
  const projections = useGet<Page<Projection>>('/v1/projections', { everySeconds: 3 });
  useWalk('projection');
  return (
    <>
      <PageHead title="Projections" lead="What is believed is computed from the log, and can be computed again" />
      <Answer of={projections} skeleton={<Skeleton lines={10} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No projections are running here" />
          ) : (
            <table class="table projections">
              <caption class="hidden">Projections</caption>
              <thead>
                <tr>
                  <th scope="col">Projection</th>
                  <th scope="col">State</th>
                  <th scope="col" class="number">
                    Position
                  </th>
                  <th scope="col" class="number">
                    Behind
                  </th>
                  <th scope="col" class="number">
                    Rate
                  </th>
                  <th scope="col" class="number">
                    Parked
                  </th>
                  <th scope="col">
                    <span class="hidden">Rebuild</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((projection) => (
                  <ProjectionRow key={projection.name} projection={projection} onChange={() => projections.reload()} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
    </>
  );
}

function ProjectionRow({ projection, onChange }: { readonly projection: Projection; readonly onChange: () => void }) {
  const { name, version, state, position, lag, parked, reason, rate = 0 } = projection;
  const watch = useRebuild(projection, onChange);
  return (
    <tr>
      <th scope="row">
        <a href={projectionLink(name)} data-walk>
          {name}
        </a>
        <small>version {version}</small>
      </th>
      <td data-name="State">
        {watch.running === undefined ? <span class={`state ${state}`}>{state}</span> : <span class="state rebuilding">rebuilding</span>}
        {reason !== undefined && <small class="reason">{reason}</small>}
      </td>
      <td class="number" data-name="Position">
        {position}
      </td>
      <td class={lag.events === 0 ? 'number empty' : 'number'} data-name="Behind" title={plural(lag.events, 'event')}>
        {lag.events === 0 ? <span class="faint">–</span> : `${formatCount(lag.events)} · ${formatDuration(lag.seconds)}`}
      </td>
      <td class={rate === 0 ? 'number empty' : 'number'} data-name="Rate">
        {rate === 0 ? <span class="faint">–</span> : `${formatCount(rate)}/s`}
      </td>
      <td class={parked === 0 ? 'number empty' : 'number'} data-name="Parked">
        {parked === 0 ? <span class="faint">–</span> : <a href={projectionLink(name)}>{formatCount(parked)}</a>}
      </td>
      <td class="act">
        {watch.running !== undefined ? (
          <RebuildProgress name={name} of={watch.running} />
        ) : (
          <>
            {watch.outcome !== undefined && <small role="status">{watch.outcome} </small>}
            <ConfirmButton label="Rebuild" name={`Rebuild ${name}`} title={`Rebuild ${name}?`} onConfirm={() => watch.rebuild()}>
              <RebuildMeans />
            </ConfirmButton>
          </>
        )}
        {watch.problem !== undefined && <ProblemNote problem={watch.problem} />}
      </td>
    </tr>
  );
}
