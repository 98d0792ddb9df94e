import type { OrdersFileOptions } from './orders-file-options';

const ROLES = ['customer', 'date', 'amount', 'quantity', 'product', 'category', 'order'] as const;

export type ColumnRole = (typeof ROLES)[number];

/** The 0-based place of each column that was asked for. */
export type OrderColumns = Readonly<Record<'customer' | 'date' | 'amount', number>> & Readonly<Partial<Record<ColumnRole, number>>>;

export interface UnknownColumns {
  /** The names or numbers for which the table has no column. */
  readonly unknown: readonly string[];
}

/**
 * Finds the columns that the options ask for: by name in the header (exactly, else whatever the case), or by 1-based number.
 * @param width how many cells the table's rows have
 */
export function orderColumns(options: OrdersFileOptions, header: readonly string[] | undefined, width: number): OrderColumns | UnknownColumns {
  const found: Partial<Record<ColumnRole, number>> = {};
  const unknown: string[] = [];
  for (const role of ROLES) {
    const asked = options[role];
    if (asked === undefined) continue;
    const place = isColumnNumber(asked) ? numbered(asked, width) : named(asked, header ?? []);
    if (place === undefined) unknown.push(asked);
    else found[role] = place;
  }
  const { customer, date, amount } = found;
  return unknown.length > 0 || customer === undefined || date === undefined || amount === undefined ? { unknown } : { ...found, customer, date, amount };
}

export function asksForNames(options: OrdersFileOptions): boolean {
  return ROLES.some((role) => !isColumnNumber(options[role] ?? '1'));
}

/** How a column is called in what is said to the user. */
export function columnLabel(asked: string): string {
  return isColumnNumber(asked) ? `column ${asked}` : asked;
}

function isColumnNumber(asked: string): boolean {
  return /^\d+$/.test(asked);
}

function numbered(asked: string, width: number): number | undefined {
  const number = Number(asked);
  return number >= 1 && number <= width ? number - 1 : undefined;
}

function named(asked: string, header: readonly string[]): number | undefined {
  const names = header.map((name) => name.trim());
  const exact = places(names, asked.trim());
  const [place, ...others] = exact.length > 0 ? exact : places(names.map((name) => name.toLowerCase()), asked.trim().toLowerCase());
  return others.length === 0 ? place : undefined;
}

function places(names: readonly string[], wanted: string): number[] {
  return names.flatMap((name, i) => (name === wanted ? [i] : []));
}
