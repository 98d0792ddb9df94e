import { platformNow } from '../clock';
import { formatAgo, formatCount, formatMoney, formatNumber, shortId, titled, words } from '../format';
import { customerLink } from '../links';
import { timeOf, type Moment } from '../moment';
import { bestIdentity, nameOfRow } from '../names';
import { changeQuery } from '../router';
import type { CustomerRow, Json } from '../shapes';
import { FieldValue } from './field-value';
import { StageTag } from './stage-tag';

export const SORTS = [
  { sort: '-profile.lastSeenAt', name: 'Last seen' },
  { sort: '-purchasing.revenue', name: 'Revenue' },
  { sort: '-purchasing.orders', name: 'Orders' },
  { sort: '-purchasing.lastOrderAt', name: 'Last order' },
  { sort: '-lifecycle-position.since', name: 'Newly in their stage' },
  { sort: '-profile.touches', name: 'Touches' },
  { sort: '-profile.firstSeenAt', name: 'New' },
] as const;

/** Fields of the table, besides the one that it is sorted by. */
export const COLUMNS: readonly string[] = ['lifecycle-position.stage', 'purchasing.revenue', 'profile.lastSeenAt'];

interface CustomerTableProps {
  readonly rows: readonly CustomerRow[];
  /** `-model.field`, or without the minus from the lowest up. */
  readonly sort: string;
  readonly moment: Moment;
}

export function CustomerTable({ rows, sort, moment }: CustomerTableProps) {
  const by = sort.replace('-', '');
  const columns = COLUMNS.includes(by) ? COLUMNS : [...COLUMNS, by];
  const now = timeOf(moment.at) ?? platformNow();
  return (
    <table class="table customers">
      <caption class="hidden">Customers</caption>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          {columns.map((column) => (
            <th key={column} scope="col" class={isText(column) ? '' : 'number'} aria-sort={column === by ? (sort.startsWith('-') ? 'descending' : 'ascending') : undefined}>
              {isText(column) ? (
                headingOf(column)
              ) : (
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
              <Who row={row} moment={moment} />
            </th>
            {columns.map((column) => (
              <td key={column} class={isText(column) ? '' : 'number'} data-name={headingOf(column)}>
                <Cell column={column} row={row} now={now} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STAGE = 'lifecycle-position.stage';

/** The name, with the best identity beside it; or that identity, with what others there are. */
function Who({ row, moment }: { readonly row: CustomerRow; readonly moment: Moment }) {
  const name = nameOfRow(row);
  const best = bestIdentity(row.identities);
  const others = [...new Set(row.identities.filter((identity) => identity !== best).map(({ kind }) => words(kind)))];
  return (
    <>
      <a href={customerLink(row.id, moment)} data-walk>
        {name ?? best?.value ?? shortId(row.id)}
      </a>
      <small>{name === undefined ? [words(best?.kind ?? ''), ...others].slice(0, 4).join(', ') : best?.value}</small>
    </>
  );
}

function Cell({ column, row, now }: { readonly column: string; readonly row: CustomerRow; readonly now: number }) {
  const value = valueOf(row, column);
  if (value === undefined || value === null) return <span class="faint">–</span>;
  if (typeof value === 'string') {
    if (column === STAGE) return <StageTag stage={value} />;
    return /^\d{4}-\d\d-\d\dT/.test(value) ? <time dateTime={value} title={value}>{formatAgo(value, now)}</time> : <>{value}</>;
  }
  if (typeof value !== 'number') return <FieldValue value={value} />;
  const currency = valueOf(row, 'purchasing.currency');
  if (/revenue|refunded|monetary/.test(column)) return <>{formatMoney(value, typeof currency === 'string' ? currency : undefined)}</>;
  return <>{Number.isInteger(value) ? formatCount(value) : formatNumber(value)}</>;
}

function valueOf({ readModels }: CustomerRow, column: string): Json | undefined {
  const dot = column.indexOf('.');
  return readModels?.[column.slice(0, dot)]?.[column.slice(dot + 1)];
}

function headingOf(column: string): string {
  return titled(column.slice(column.indexOf('.') + 1)).replace(/ at$/, '');
}

function isText(column: string): boolean {
  return /\.(stage|segment|phase|currency)$/.test(column);
}
