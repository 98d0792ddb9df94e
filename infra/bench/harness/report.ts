import { isMet, type Row } from '../benchmark';

/** A benchmark's rows, or why there are none. */
export interface Section {
  readonly benchmark: string;
  readonly summary: string;
  readonly rows: readonly Row[];
  readonly skipped?: string;
  /** The fault that ended it. */
  readonly failed?: string;
  readonly seconds: number;
  /** Where it was measured anew since the whole run. */
  readonly renewed?: { readonly date: string; readonly load: number };
}

const HEADER = ['', 'what', 'measured', 'bar', ''] as const;

/** The sections as an aligned table; each row that has a bar is marked as met or missed. */
export function tableOf(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ benchmark, rows: own, skipped, failed }) => [
    ...own.map((row) => [markOf(row), `${benchmark}: ${row.what}`, measuredText(row), barText(row), row.detail]),
    ...(skipped === undefined ? [] : [['skip', benchmark, '', '', skipped]]),
    ...(failed === undefined ? [] : [['FAIL', benchmark, '', '', failed]]),
  ]);
  const all = [[...HEADER], ...rows];
  const widths = HEADER.map((_, column) => (column === HEADER.length - 1 ? 0 : Math.max(...all.map((row) => row[column]?.length ?? 0))));
  return all.map((row) => row.map((cell, column) => (column === 2 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}

export function measuredText({ measured, unit }: Row): string {
  switch (unit) {
    case 'x':
      return measured.toFixed(measured < 10 ? 2 : 0);
    case 'ms':
      return `${measured.toFixed(1)} ms`;
    case 'MiB':
      return `${measured.toFixed(0)} MiB`;
    case '/s':
      return `${rate(measured)}/s`;
  }
}

/** `12,345`. */
export function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString('en-US');
}

export function barText({ bar, unit }: Row): string {
  if (!bar) return '';
  return `${bar.kind === 'at least' ? '>=' : '<='} ${measuredText({ what: '', measured: bar.value, unit, detail: '' })}`;
}

function markOf(row: Row): string {
  switch (isMet(row)) {
    case true:
      return 'ok';
    case false:
      return 'MISS';
    default:
      return '';
  }
}
