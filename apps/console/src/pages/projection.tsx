import { Answer } from '../parts/answer';
import { ConfirmButton } from '../parts/confirm-button';
import { Figure } from '../parts/figure';
import { PageHead } from '../parts/page-head';
import { ParkedTable } from '../parts/parked-table';
import { ProblemNote } from '../parts/problem-note';
import { RebuildProgress } from '../parts/rebuild-progress';
import { VersionComparison } from '../parts/version-comparison';
import { VersionTable } from '../parts/version-table';
import { formatCount, formatDuration, plural } from '../format';
import { useWalk } from '../keys';
import { eventTypeLink } from '../links';
import { useParam, type Params } from '../router';
import { useGet } from '../resource';
import type { Page, Projection, ReadModel } from '../shapes';
import { useRebuild } from '../use-rebuild';

/** One projection: where it stands, its versions and what another one would change, and the customers that are parked in it. */
export function ProjectionPage({ name = '' }: Params) {
  const projection = useGet<Projection>(`/v1/projections/${encodeURIComponent(name)}`, { everySeconds: 3 });
  const catalogue = useGet<Page<ReadModel>>('/v1/read-models');
  const model = catalogue.data?.items.find((item) => item.name === name);
  const [compare, setCompare] = useParam('compare');
  const watch = useRebuild(projection.data, () => projection.reload());
  useWalk('customer');
  return (
    <>
      <PageHead title={name} lead={model?.summary}>
        {watch.outcome !== undefined && (
          <small class="outcome" role="status">
            {watch.outcome}
          </small>
        )}
        {watch.running !== undefined && <RebuildProgress name={name} of={watch.running} />}
      </PageHead>
      {watch.problem !== undefined && <ProblemNote problem={watch.problem} />}
      <Answer of={projection}>
        {(data) => (
          <>
            <div class="figures">
              <Figure value={<span class={`state ${data.state}`}>{data.state}</span>} name={data.reason ?? 'state'} />
              <Figure value={data.lag.events === 0 ? 'none' : formatCount(data.lag.events)} name="events behind" note={data.lag.events === 0 ? undefined : formatDuration(data.lag.seconds)} />
              <Figure value={<span class="position">{data.position}</span>} name="position" />
              <Figure value={formatCount(data.parked)} name="parked customers" />
            </div>
            <section class="versions" aria-labelledby="versions-title">
              <div class="section-head">
                <h2 id="versions-title">Versions</h2>
                <ConfirmButton label="Roll back" title={`Roll ${name} back?`} disabled={watch.running !== undefined} onConfirm={watch.rollBack}>
                  <p>What was served before the last switch is brought up to date and served again. The present documents stay, to come back to.</p>
                </ConfirmButton>
              </div>
              <VersionTable projection={data} versions={model?.versions ?? [data.version]} compared={compare} onCompare={setCompare} watch={watch} />
            </section>
            {compare !== undefined && /^\d+$/.test(compare) && Number(compare) !== data.version && <VersionComparison key={`${data.version} ${compare}`} projection={name} served={data.version} version={Number(compare)} fields={Object.keys(model?.fields ?? {})} />}
            {data.parked === 0 ? (
              <p class="soft">No customer is parked. Where an event makes the projection fail, that customer is parked here and all others flow on.</p>
            ) : (
              <section aria-label="Parked customers">
                <h2>{plural(data.parked, 'parked customer')}</h2>
                <ParkedTable path={`/v1/projections/${encodeURIComponent(name)}/parked`} onRelease={() => projection.reload()} />
              </section>
            )}
          </>
        )}
      </Answer>
      {model !== undefined && <MadeOf model={model} />}
    </>
  );
}

/** What it listens to, and what lists can ask of it. */
function MadeOf({ model: { handles, fields } }: { readonly model: ReadModel }) {
  return (
    <dl class="fields made-of">
      <div>
        <dt>Folds</dt>
        <dd>
          {handles === 'any' ? (
            'every touchpoint'
          ) : (
            <ul class="inline">
              {handles.map((type) => (
                <li key={type}>
                  <a href={eventTypeLink(type)}>
                    <code>{type}</code>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
      <div>
        <dt>Lists can ask for</dt>
        <dd>
          <code>{Object.keys(fields).join(', ')}</code>
        </dd>
      </div>
    </dl>
  );
}
