export interface TableOptions {
  /** Columns whose cells stand to the right, by number from 0. */
  readonly right?: readonly number[];
  /** Longer cells are cut. */
  readonly widest?: number;
}

const GAP = '  ';

/** Columns under a header, two blanks apart, without blanks at the end of lines. Nothing for no rows. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[], { right = [], widest = 60 }: TableOptions = {}): string {
  if (rows.length === 0) return '';
  const cells = [header, ...rows].map((row) => header.map((_, column) => cut(row[column] ?? '', widest)));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => row.map((cell, column) => (right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(GAP).trimEnd());
  return lines.join('\n');
}

function cut(cell: string, widest: number): string {
  return cell.length > widest ? `${cell.slice(0, widest - 1)}…` : cell;
}
