import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationVariables } from '#platform/configuration';

const ROW = /^\| `(?<name>RAPPORT_[A-Z_]+)` \| (?<fallback>[^|]*) \| (?<meaning>[^|]+) \|$/;
const rows = readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8').split('\n').map((line) => ROW.exec(line)?.groups).filter((groups) => groups !== undefined);

describe('docs/configuration.md', () => {
  it('has a row for each variable, with its default, and no other', () => {
    expect(rows.map(({ name, fallback }) => [name, fallback])).toEqual(configurationVariables().map(({ name, fallback }) => [name, fallback === '' ? '' : `\`${fallback}\``]));
  });

  it('says what each is for', () => {
    expect(new Set(rows.map(({ meaning }) => meaning)).size).toBe(rows.length);
  });
});
