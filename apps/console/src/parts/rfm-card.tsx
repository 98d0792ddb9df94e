import { formatCount, formatMoney, formatNumber, formatShortDay, plural } from '../format';
import { customersLink } from '../links';
import type { Rfm } from '../shapes';
import { Card } from './card';

export function RfmCard({ of, currency }: { readonly of: Rfm; readonly currency: string | undefined }) {
  const rows = [
    { name: 'Recency', score: of.r ?? 0, value: of.recencyDays === undefined ? '' : plural(of.recencyDays, 'day') },
    { name: 'Frequency', score: of.f ?? 0, value: of.frequency === undefined ? '' : formatNumber(of.frequency) },
    { name: 'Monetary', score: of.m ?? 0, value: of.monetary === undefined ? '' : formatMoney(of.monetary, currency) },
  ];
  const customers = of.cuts?.['customers'];
  const asOf = of.cuts?.['asOf'];
  return (
    <Card title="RFM" of={of}>
      {typeof of.segment === 'string' && (
        <p class="big">
          <a href={customersLink({ segment: of.segment })} title="All customers of this segment">
            {of.segment}
          </a>
        </p>
      )}
      <table class="bars">
        <caption class="hidden">Scores from 1 to 5</caption>
        <tbody>
          {rows.map(({ name, score, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span class="pips" role="img" aria-label={score === 0 ? 'no score yet' : `${score} of 5`}>
                  {[1, 2, 3, 4, 5].map((step) => (
                    <i key={step} class={step <= score ? 'on' : ''} />
                  ))}
                </span>
              </td>
              <td class="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {typeof customers === 'number' && (
        <p class="soft">
          Fifths of {formatCount(customers)} buyers{typeof asOf === 'string' && <>, as of {formatShortDay(asOf)}</>}
        </p>
      )}
    </Card>
  );
}
