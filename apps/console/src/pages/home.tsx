import { url } from '../api';
import { Answer } from '../parts/answer';
import { Empty } from '../parts/empty';
import { Figure } from '../parts/figure';
import { GrowthChart } from '../parts/growth-chart';
import { HealthStrip } from '../parts/health-strip';
import { LatestEvents } from '../parts/latest-events';
import { PageHead } from '../parts/page-head';
import { StageBoard } from '../parts/stage-board';
import { Skeleton } from '../parts/skeleton';
import { platformNow } from '../clock';
import { formatCount, formatDay, formatMoment, formatPercent } from '../format';
import { useWalk } from '../keys';
import { BUYING } from '../lifecycle';
import { customersLink } from '../links';
import { useMomentOfAll } from '../moment';
import { useGet } from '../resource';
import type { Counts, GrowthPeriod } from '../shapes';

/** What the company looks like now, or looked like as of a moment. */
export function HomePage() {
  const moment = useMomentOfAll();
  const stages = useGet<Counts>(url('/v1/read-models/lifecycle-position/count', { by: 'stage', ...moment }), { everySeconds: moment.at === undefined ? 15 : undefined });
  const growth = useGet<{ items: GrowthPeriod[] }>(url('/v1/growth', { ...moment }));
  useWalk('line');
  return (
    <>
      <PageHead name="Home" title={moment.at === undefined ? 'The company now' : 'The company then'} lead={moment.at === undefined ? formatDay(platformNow()) : formatMoment(moment.at)} />
      <Answer of={stages} skeleton={<Skeleton lines={7} />}>
        {(counts) =>
          counts.total === 0 ? (
            <Empty title="No customers yet">
              <p>
                Send a touchpoint to <code>POST /v1/touchpoints</code>, or read a file with <code>npx rapport import</code>. They will appear here by themselves.
              </p>
            </Empty>
          ) : (
            <>
              <KeyFigures counts={counts} />
              <StageBoard counts={counts} moment={moment} />
            </>
          )
        }
      </Answer>
      <div class="home-columns">
        <div class="home-growth">
          {growth.data !== undefined && growth.data.items.length > 0 && <GrowthChart periods={growth.data.items} />}
          {moment.at === undefined && <HealthStrip />}
        </div>
        {moment.at === undefined && <LatestEvents />}
      </div>
    </>
  );
}

function KeyFigures({ counts }: { readonly counts: Counts }) {
  const sum = (stages: readonly string[]) => counts.counts.reduce((total, { value, count }) => (stages.includes(String(value)) ? total + count : total), 0);
  const share = (count: number) => (counts.total === 0 ? '' : formatPercent(count / counts.total));
  const buying = sum(BUYING);
  const atRisk = sum(['at-risk']);
  const lapsed = sum(['lapsed']);
  return (
    <div class="figures home-figures">
      <Figure value={<a href={customersLink()}>{formatCount(counts.total)}</a>} name="customers" />
      <Figure value={formatCount(buying)} name="buying" note={share(buying)} />
      <Figure value={formatCount(atRisk)} name="at risk" note={share(atRisk)} />
      <Figure value={formatCount(lapsed)} name="lapsed" note={share(lapsed)} />
    </div>
  );
}
