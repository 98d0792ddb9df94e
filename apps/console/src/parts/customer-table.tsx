import { platformNow } from '../clock';
import { formatAgo, formatCount, formatMoney, formatNumber, shortId, titled, words } from '../format';
import { customerLink } from '../links';
import { timeOf, type Moment } from '../moment';
import { changeQuery } from '../router';
import type { CustomerRow, Json } from '../shapes';
import { FieldValue } from './field-value';
import { bestIdentity } from './identity-list';
import { StageTag } from './stage-tag';

export const SORTS = [
  { sort: '-profile.lastSeenAt', name: 'Last seen' },
  { sort: '-purchasing.revenue', name: 'Revenue' },
  { sort: '-purchasing.orders', name: 'Orders' },
  { sort: '-purchasing.lastOrderAt', name: 'Last order' },
  { sort: '-lifecycle-position.since', name: 'Newly in their stage' },
  { sort: '-profile.touches', name: 'Touches' },
  { sort: '-churn-risk.probability', name: 'Churn risk' },
  { sort: '-profile.firstSeenAt', name: 'New' },
] as const;

interface CustomerTableProps {
  readonly rows: readonly CustomerRow[];
  readonly sort: string;
  readonly moment: Moment;
}

/** Customers with the columns that the answer brought. */
export function CustomerTable({ rows, sort, moment }: CustomerTableProps) {
  const columns = columnsOf(rows);
  return (
    <table class="table customers">
      <caption class="hidden">Customers</caption>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          {columns.map((column) => (
            <th key={column} scope="col" class={isText(column) ? '' : 'number'} aria-sort={sort.endsWith(column) ? (sort.startsWith('-') ? 'descending' : 'ascending') : undefined}>
              {column === STAGE ? 'Stage' : (
                <button type="button" onClick={() => changeQuery({ sort: sort === `-${column}` ? column : `-${column}`, after: undefined })}>
                  {headingOf(column)}
                </button>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <a href={customerLink(row.id, moment)} data-walk>
                {bestIdentity(row.identities)?.value ?? shortId(row.id)}
              </a>
              <small>{also(row)}</small>
            </th>
            {columns.map((column) => (
              <td key={column} class={isText(column) ? '' : 'number'} data-name={headingOf(column)}>
                <Cell column={column} row={row} now={timeOf(moment.at) ?? platformNow()} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STAGE = 'lifecycle-position.stage';

function Cell({ column, row, now }: { readonly column: string; readonly row: CustomerRow; readonly now: number }) {
  const value = valueOf(row, column);
  if (value === undefined || value === null) return <span class="faint">–</span>;
  if (typeof value === 'string') {
    if (column === STAGE) return <StageTag stage={value} />;
    return /^\d{4}-\d\d-\d\dT/.test(value) ? <time dateTime={value} title={value}>{formatAgo(value, now)}</time> : <>{value}</>;
  }
  if (typeof value !== 'number') return <FieldValue value={value} />;
  const currency = valueOf(row, 'purchasing.currency');
  if (/revenue|refunded|monetary|historic|predicted/.test(column)) return <>{formatMoney(value, typeof currency === 'string' ? currency : undefined)}</>;
  return <>{Number.isInteger(value) ? formatCount(value) : formatNumber(value)}</>;
}

/** `model.field` of all that the rows hold, the stage first. */
function columnsOf(rows: readonly CustomerRow[]): string[] {
  const found = new Set<string>();
  for (const { readModels = {} } of rows) {
    for (const [model, fields] of Object.entries(readModels)) for (const field of Object.keys(fields)) found.add(`${model}.${field}`);
  }
  found.delete('purchasing.currency');
  return [...found].sort((a, b) => Number(b === STAGE) - Number(a === STAGE) || Number(a.startsWith('profile')) - Number(b.startsWith('profile')));
}

function valueOf({ readModels }: CustomerRow, column: string): Json | undefined {
  const dot = column.indexOf('.');
  const fields = readModels?.[column.slice(0, dot)];
  return fields?.[column.slice(dot + 1)] ?? column.slice(dot + 1).split('.').reduce<Json | undefined>((value, name) => within(value, name), fields);
}

function within(value: Json | undefined, name: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

function headingOf(column: string): string {
  return titled(column.slice(column.indexOf('.') + 1)).replace(/ at$/, '');
}

function isText(column: string): boolean {
  return column === STAGE || /(segment|phase|currency)$/.test(column);
}

function also({ identities }: CustomerRow): string {
  const best = bestIdentity(identities);
  const kinds = [...new Set(identities.filter((identity) => identity !== best).map(({ kind }) => words(kind)))];
  return best === undefined ? '' : [words(best.kind), ...kinds].slice(0, 4).join(', ');
}
