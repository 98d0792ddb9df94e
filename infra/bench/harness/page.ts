import { isMet, type Row } from '../benchmark';
import { barText, measuredText } from './report';
import type { Result } from './result';

const BEGIN = '<!-- results: written by npm run bench -->';
const END = '<!-- end of results -->';

/** The page with the table of the result in its place. @throws RangeError if it has no place for one */
export function pageWith(page: string, result: Result | undefined): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new RangeError(`the page has no ${BEGIN} followed by ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${result ? resultText(result) : 'No run has been committed yet.'}\n${page.slice(end)}`;
}

function resultText({ date, command, machine: { cpu, cores, memoryGiB, node, load }, sections }: Result): string {
  const missing = sections.flatMap(({ benchmark, skipped, failed }) => (skipped ?? failed) === undefined ? [] : [`| \`${benchmark}\` | ${skipped === undefined ? 'failed' : 'not measured'} | | | ${skipped ?? failed ?? ''} |`]);
  const minutes = Math.round(sections.reduce((sum, { seconds }) => sum + seconds, 0) / 60);
  return [
    `\`${command.trim()}\` on ${date.slice(0, 10)}: ${cpu}, ${String(cores)} cores, ${String(memoryGiB)} GiB, Node ${node}, load ${String(load)} before; ${String(minutes)} minutes.`,
    '',
    '| Benchmark | What | Measured | Bar | Rests on |',
    '|---|---|---|---|---|',
    ...sections.flatMap(({ benchmark, rows }) => rows.map((row) => rowText(benchmark, row))),
    ...missing,
    ...sections.flatMap(({ benchmark, renewed }) => (renewed ? ['', `\`${benchmark}\` was measured anew on ${renewed.date.slice(0, 10)} at ${renewed.date.slice(11, 16)} UTC, load ${String(renewed.load)} before.`] : [])),
  ].join('\n');
}

function rowText(benchmark: string, row: Row): string {
  const met = isMet(row);
  return `| \`${benchmark}\` | ${row.what} | ${measuredText(row)} | ${barText(row)}${met === undefined ? '' : met ? ', met' : ', **missed**'} | ${row.detail} |`;
}
