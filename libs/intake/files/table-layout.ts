import type { RapportError } from '#kernel';
import { badFile } from './bad-file';
import type { LineFault } from './chunk';
import { cutRecords, type TextRecord } from './cut-records';
import { dateReader } from './date-reader';
import { asksForNames, columnLabel, orderColumns, type OrderColumns } from './order-columns';
import { rowReader } from './order-row';
import type { OrdersFileOptions } from './orders-file-options';
import { readDecimal } from './read-decimal';
import { readLines } from './read-lines';
import { isFilled } from './read-records';
import { SEPARATORS, type Separator } from './separator';

export interface TableLayout {
  readonly separator: Separator;
  readonly hasHeader: boolean;
  readonly columns: OrderColumns;
  /** How many cells a row has; undefined where blanks separate, as words of a text at the end make cells too. */
  readonly width: number | undefined;
}

const SAMPLE = 100;

/**
 * Finds out how a table of orders is laid out, by what the options ask for: the separator is the one under which most of the first 100 rows can be read as orders.
 * Columns asked for by name need a header. By number, the first row is a header if the cells of both date and amount hold titles instead.
 * @throws RAPPORT_BAD_FILE if the file cannot be read, is empty, or lacks a column that was asked for (then it names those that are there)
 */
export async function tableLayout(path: string, options: OrdersFileOptions): Promise<TableLayout> {
  const { lines, unreadable } = await firstLines(path);
  if (lines.length === 0) throw badFile(path, unreadable ? `has no line that can be read; line ${unreadable.line}: ${unreadable.errors.map(({ message }) => message).join(', ')}` : 'is empty');
  const cut = (separator: Separator): (TextRecord | LineFault)[] => cutRecords(lines, 1, separator, true).found.filter(isFilled);
  const candidates = SEPARATORS.map((separator) => candidateOf(cut(separator), separator, options)).sort(byPlausibility);
  const [best] = candidates;
  if (best?.columns) {
    const { separator, header, columns, width } = best;
    return { separator, hasHeader: header !== undefined, columns, width: separator === 'blanks' ? undefined : width };
  }
  throw lacksColumns(path, candidates.find(({ width }) => width > 1) ?? best);
}

type Candidate = { readonly separator: Separator; readonly header: readonly string[] | undefined; readonly width: number; readonly readable: number }
  & ({ readonly columns: OrderColumns; readonly unknown?: undefined } | { readonly columns?: undefined; readonly unknown: readonly string[] });

function byPlausibility(a: Candidate, b: Candidate): number {
  return b.readable - a.readable
    || Number(b.columns !== undefined) - Number(a.columns !== undefined)
    || Number(a.separator === 'blanks') - Number(b.separator === 'blanks')
    || b.width - a.width;
}

async function firstLines(path: string): Promise<{ lines: readonly string[]; unreadable: LineFault | undefined }> {
  const lines: string[] = [];
  let unreadable: LineFault | undefined;
  for await (const block of readLines(path, { otherEncodings: 'windows-1252' })) {
    for (const line of block.lines) if (line.trim() !== '') lines.push(line);
    unreadable ??= block.unreadable;
    if (lines.length >= SAMPLE) break;
  }
  return { lines: lines.slice(0, SAMPLE), unreadable };
}

function candidateOf(found: readonly (TextRecord | LineFault)[], separator: Separator, options: OrdersFileOptions): Candidate {
  const rows = found.flatMap((record) => ('cells' in record ? [record.cells] : []));
  const header = asksForNames(options) || isHeader(rows[0] ?? [], options) ? (rows.shift() ?? []) : undefined;
  const width = header?.length ?? usualLength(rows);
  const columns = orderColumns(options, header, width);
  if ('unknown' in columns) return { separator, header, width, readable: 0, unknown: columns.unknown };
  const reader = rowReader(options, columns, undefined);
  return { separator, header, width, columns, readable: rows.filter((cells) => !('errors' in reader.read(cells))).length };
}

function isHeader(cells: readonly string[], { date, amount, dateFormat }: OrdersFileOptions): boolean {
  const dateCell = (cells[Number(date) - 1] ?? '').trim();
  const amountCell = (cells[Number(amount) - 1] ?? '').trim();
  return isTitle(dateCell) && isTitle(amountCell) && dateReader(dateFormat)(dateCell) === undefined && readDecimal(amountCell) === undefined;
}

/** A date or a number that is merely written in another way has digits and no letters. */
function isTitle(cell: string): boolean {
  return cell !== '' && (/\p{L}/u.test(cell) || !/\d/.test(cell));
}

function usualLength(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

function lacksColumns(path: string, candidate: Candidate | undefined): RapportError {
  const { header, width = 0, unknown = [] } = candidate ?? {};
  const there = header ? `its columns are ${header.map((name) => name.trim()).join(', ')}` : `its rows have ${width} columns`;
  return badFile(path, `${unknown.map((asked) => lacking(asked, header)).join(', ')}; ${there}`);
}

function lacking(asked: string, header: readonly string[] = []): string {
  const several = header.filter((name) => name.trim().toLowerCase() === asked.trim().toLowerCase()).length > 1;
  const column = /^\d+$/.test(asked) ? columnLabel(asked) : `column ${JSON.stringify(asked)}`;
  return several ? `has more than one ${column}` : `has no ${column}`;
}
