import type { FieldError } from '#kernel';
import { dateReader } from './date-reader';
import { columnLabel, type ColumnRole, type OrderColumns } from './order-columns';
import type { OrdersFileOptions } from './orders-file-options';
import { readDecimal } from './read-decimal';

/** What a row says, read. */
export interface OrderRow {
  readonly customer: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly amount: number;
  readonly quantity: number | undefined;
  readonly product: string | undefined;
  readonly category: string | undefined;
  readonly order: string | undefined;
}

export interface RefusedRow {
  readonly errors: readonly FieldError[];
}

export interface RowReader {
  read(cells: readonly string[]): OrderRow | RefusedRow;
  /** The row's order id, also where the row itself is refused; undefined without such a column or where the cell is empty. */
  orderOf(cells: readonly string[]): string | undefined;
}

const MOST = 200;

/**
 * Reads the cells of a row, all faults of a row together. Blanks around a cell do not count. Quantity, product and category may be empty.
 * @param width how many cells a row has; one with more, not counting empty ones at its end, was cut in the wrong places and is refused. Undefined: any number.
 */
export function rowReader(options: OrdersFileOptions, columns: OrderColumns, width: number | undefined): RowReader {
  const readDate = dateReader(options.dateFormat);
  const dateFault = options.dateFormat === undefined ? 'must be an ISO 8601 date or YYYYMMDD; other forms need a date format' : `must be a date written ${options.dateFormat}`;
  const fault = (role: ColumnRole, code: string, message: string): FieldError => ({ path: columnLabel(options[role] ?? role), code, message });
  const cellOf = (cells: readonly string[], role: ColumnRole): string | undefined => {
    const place = columns[role];
    const cell = place === undefined ? '' : (cells[place] ?? '').trim();
    return cell === '' ? undefined : cell;
  };

  const read = (cells: readonly string[]): OrderRow | RefusedRow => {
    if (width !== undefined && cells.length > width && isFilledBeyond(cells, width)) {
      return { errors: [{ path: '', code: 'columns', message: `has ${cells.length} cells where the table has ${width}` }] };
    }
    const customer = cellOf(cells, 'customer');
    const dateText = cellOf(cells, 'date');
    const amountText = cellOf(cells, 'amount');
    const quantityText = cellOf(cells, 'quantity');
    const row = {
      customer: customer ?? '',
      at: dateText === undefined ? '' : (readDate(dateText) ?? ''),
      amount: amountText === undefined ? Number.NaN : (readDecimal(amountText) ?? Number.NaN),
      quantity: quantityText === undefined ? undefined : (readDecimal(quantityText) ?? Number.NaN),
      product: cellOf(cells, 'product'),
      category: cellOf(cells, 'category'),
      order: cellOf(cells, 'order'),
    };
    const sound = row.customer !== '' && row.at !== '' && !Number.isNaN(row.amount) && !Number.isNaN(row.quantity ?? 0)
      && (row.order !== undefined || columns.order === undefined) && !isLong(row.product) && !isLong(row.category) && !isLong(row.order);
    if (sound) return row;

    const errors: FieldError[] = [];
    const missing = (role: ColumnRole): FieldError =>
      fault(role, 'required', (columns[role] ?? 0) < cells.length ? 'must not be empty' : `is missing: the row has only ${cells.length} cells`);
    if (customer === undefined) errors.push(missing('customer'));
    if (dateText === undefined) errors.push(missing('date'));
    else if (row.at === '') errors.push(fault('date', 'date', dateFault));
    if (amountText === undefined) errors.push(missing('amount'));
    else if (Number.isNaN(row.amount)) errors.push(fault('amount', 'amount', 'must be a number with a decimal point and at most 15 significant digits'));
    if (Number.isNaN(row.quantity ?? 0)) errors.push(fault('quantity', 'number', 'must be a number with a decimal point'));
    if (row.order === undefined && columns.order !== undefined) errors.push(missing('order'));
    for (const role of ['product', 'category', 'order'] as const) if (isLong(row[role])) errors.push(fault(role, 'max-length', `must not be longer than ${MOST} characters`));
    return { errors };
  };
  return { read, orderOf: (cells) => cellOf(cells, 'order') };
}

function isLong(text: string | undefined): boolean {
  return text !== undefined && text.length > MOST;
}

function isFilledBeyond(cells: readonly string[], width: number): boolean {
  for (let i = width; i < cells.length; i++) if ((cells[i] ?? '').trim() !== '') return true;
  return false;
}
