import { formatCount, formatPercent } from '../format';
import { STAGE_GROUPS, STAGES } from '../lifecycle';
import { customersLink } from '../links';
import type { Moment } from '../moment';
import type { Counts } from '../shapes';
import { StageTag } from './stage-tag';

interface Group {
  readonly title: string;
  readonly stages: readonly string[];
}

/** How many customers stand at each stage; each line leads to them. */
export function StageBoard({ counts, moment }: { readonly counts: Counts; readonly moment: Moment }) {
  const byStage = new Map(counts.counts.map(({ value, count }) => [String(value), count]));
  const most = Math.max(1, ...byStage.values());
  const others = [...byStage.keys()].filter((stage) => !STAGES.includes(stage));
  const groups: readonly Group[] = others.length === 0 ? STAGE_GROUPS : [...STAGE_GROUPS, { title: 'Other', stages: others }];
  return (
    <section class="stage-board" aria-label="Customers by lifecycle stage">
      {groups.map(({ title, stages }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {stages.map((stage) => {
              const count = byStage.get(stage) ?? 0;
              return (
                <li key={stage}>
                  <a href={customersLink({ stage }, moment)} data-walk>
                    <StageTag stage={stage} />
                    <span class="stage-count">
                      <b>{formatCount(count)}</b> {formatPercent(count / Math.max(1, counts.total))}
                    </span>
                    <i aria-hidden="true" style={{ width: `${(count / most) * 100}%` }} />
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </section>
  );
}
