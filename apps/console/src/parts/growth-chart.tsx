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
  const top = roundUp(Math.max(...shown.map((period) => period.firstTime + period.regular + period.additional)));
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
        {[top, top / 2].map((value) => (
          <span key={value} class="grid-line" style={{ bottom: `${(value / top) * 100}%` }}>
            {formatCount(value)}
          </span>
        ))}
        {shown.map((period) => (
          <div key={period.period} title={says(period)}>
            <span class="column" style={{ height: `${((period.firstTime + period.regular + period.additional) / top) * 100}%` }}>
              {KINDS.map(({ kind }) => (
                <i key={kind} class={kind} style={{ flexGrow: period[kind] }} />
              ))}
            </span>
            <small>{period.period.endsWith('-01') ? `’${period.period.slice(2, 4)}` : formatMonth(period.period)}</small>
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

/** The next even number that is easily read: 2, 4, 10, 20, 30, 100, … */
function roundUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return [1, 2, 3, 4, 6, 8, 10].map((step) => step * power).find((value) => value >= count && value % 2 === 0) ?? 2 * power;
}

function says(period: GrowthPeriod): string {
  return `${formatMonthYear(period.period)}: ${KINDS.map(({ kind, name }) => `${formatCount(period[kind])} ${name}`).join(', ')}`;
}
