import { Answer } from '../parts/answer';
import { Figure } from '../parts/figure';
import { PageHead } from '../parts/page-head';
import { ParkedTable } from '../parts/parked-table';
import { RebuildControl } from '../parts/rebuild-control';
import { formatCount, formatDuration, plural } from '../format';
import type { Params } from '../router';
import { useGet } from '../resource';
import type { Projection } from '../shapes';

/** One projection, with the customers that are parked in it. */
export function ProjectionPage({ name = '' }: Params) {
  const projection = useGet<Projection>(`/v1/projections/${encodeURIComponent(name)}`, { everySeconds: 3 });
  return (
    <>
      <PageHead title={name} lead={projection.data && `Projection, version ${projection.data.version}`}>
        {projection.data !== undefined && <RebuildControl projection={projection.data} onChange={() => projection.reload()} />}
      </PageHead>
      <Answer of={projection}>
        {(data) => (
          <>
            <div class="figures">
              <Figure value={<span class={`state ${data.state}`}>{data.state}</span>} name={data.reason ?? 'state'} />
              <Figure value={data.lag.events === 0 ? 'none' : formatCount(data.lag.events)} name="events behind" note={data.lag.events === 0 ? undefined : formatDuration(data.lag.seconds)} />
              <Figure value={<span class="position">{data.position}</span>} name="position" />
              <Figure value={formatCount(data.parked)} name="parked customers" />
            </div>
            {data.parked === 0 ? (
              <p class="soft">No customer is parked. Where an event makes the projection fail, that customer is parked here and all others flow on.</p>
            ) : (
              <section aria-label="Parked customers">
                <h2>{plural(data.parked, 'parked customer')}</h2>
                <ParkedTable projection={name} onRelease={() => projection.reload()} />
              </section>
            )}
          </>
        )}
      </Answer>
    </>
  );
}
