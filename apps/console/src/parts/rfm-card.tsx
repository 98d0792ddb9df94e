import { formatMoney, formatNumber, plural, titled } from '../format';
import type { Rfm } from '../shapes';
import { Card } from './card';

export function RfmCard({ of, currency }: { readonly of: Rfm; readonly currency: string | undefined }) {
  const rows = [
    { name: 'Recency', score: of.r, value: of.recencyDays === undefined ? '' : plural(of.recencyDays, 'day') },
    { name: 'Frequency', score: of.f, value: of.frequency === undefined ? '' : formatNumber(of.frequency) },
    { name: 'Monetary', score: of.m, value: of.monetary === undefined ? '' : formatMoney(of.monetary, currency) },
  ];
  return (
    <Card title="RFM" of={of}>
      {of.segment !== undefined && <p class="big">{titled(of.segment)}</p>}
      <table class="bars">
        <caption class="hidden">Scores from 1 to 5</caption>
        <tbody>
          {rows.map(({ name, score, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span class="pips" role="img" aria-label={`${score ?? 'no score'} of 5`}>
                  {[1, 2, 3, 4, 5].map((step) => (
                    <i key={step} class={score !== undefined && step <= score ? 'on' : ''} />
                  ))}
                </span>
              </td>
              <td class="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
