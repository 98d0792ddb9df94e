import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '#kernel';

const ROW = /^\| <a id="(?<anchor>[a-z_]+)"><\/a>`(?<code>RAPPORT_[A-Z_]+)` \| (?<status>\d{3}) \| (?<meaning>[^|]+\.) \| (?<mending>[^|]+\.) \|$/;

const lines = readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8').split('\n').filter((line) => line.startsWith('|')).slice(2);
const rows = lines.map((line) => ROW.exec(line)?.groups ?? { code: `not in the form of a row: ${line}` });

describe('docs/errors.md', () => {
  it('has one row for each code of the kernel, with its status, and no other', () => {
    expect(rows.map(({ code, status }) => [code, Number(status)]).toSorted()).toEqual(Object.entries(ERROR_CODES).toSorted());
  });

  it('gives each row an anchor, so that a problem document can point to it', () => {
    expect(rows.map(({ anchor }) => anchor)).toEqual(rows.map(({ code = '' }) => code.toLowerCase()));
  });

  it('says for each what it means and how to mend it, in words of its own', () => {
    expect(new Set(rows.flatMap(({ meaning, mending }) => [meaning, mending])).size).toBe(2 * rows.length);
  });
});
