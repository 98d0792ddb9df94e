import { formatCount, formatMonth, formatMonthYear } from '../format';
import type { GrowthPeriod } from '../shapes';

const KINDS = [
  { kind: 'firstTime', name: 'first-time customers' },
  { kind: 'regular', name: 'regular customers' },
  { kind: 'additional', name: 'additional products' },
] as const;
const MONTHS = 18;

/** What growth was made of, month by month. */
export function GrowthChart({ periods }: { readonly periods: readonly GrowthPeriod[] }) {
  const shown = periods.slice(-MONTHS);
  const highest = Math.max(1, ...shown.map((period) => period.firstTime + period.regular + period.additional));
  return (
    <section class="growth" aria-labelledby="growth-title">
      <div class="section-head">
        <h2 id="growth-title">Growth</h2>
        <ul class="legend" aria-hidden="true">
          {KINDS.map(({ kind, name }) => (
            <li key={kind} class={kind}>
              {name}
            </li>
          ))}
        </ul>
      </div>
      <div class="columns" aria-hidden="true">
        {shown.map((period) => (
          <div key={period.period} title={says(period)}>
            <span class="column" style={{ height: `${((period.firstTime + period.regular + period.additional) / highest) * 100}%` }}>
              {KINDS.map(({ kind }) => (
                <i key={kind} class={kind} style={{ flexGrow: period[kind] }} />
              ))}
            </span>
            <small>{period.period.endsWith('-01') ? period.period.slice(0, 4) : formatMonth(period.period)}</small>
          </div>
        ))}
      </div>
      <div class="hidden">
      <table>
        <caption>Growth by month</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            {KINDS.map(({ kind, name }) => (
              <th key={kind} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((period) => (
            <tr key={period.period}>
              <th scope="row">{formatMonthYear(period.period)}</th>
              {KINDS.map(({ kind }) => (
                <td key={kind}>{period[kind]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      </div>
    </section>
  );
}

function says(period: GrowthPeriod): string {
  return `${formatMonthYear(period.period)}: ${KINDS.map(({ kind, name }) => `${formatCount(period[kind])} ${name}`).join(', ')}`;
}
