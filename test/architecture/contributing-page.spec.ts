import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const section = (title: string): string => page.split(/^## /m).find((part) => part.startsWith(title)) ?? '';
const quoted = (text: string): string[] => [...text.matchAll(/`([^`\s]+)`/g)].flatMap(([, word]) => word ?? []);

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the tool's settings are CommonJS and have no types
const { forbidden } = require(join(root, '.dependency-cruiser.cjs')) as { readonly forbidden: readonly { readonly name: string }[] };

describe('CONTRIBUTING.md', () => {
  it('names every import rule once, and none that is not there', () => {
    const named = quoted(section('Who may import whom').split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').at(-2)).join('\n'));
    expect(named.toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  it('points only to files that are there', () => {
    const paths = quoted(section('To add something')).filter((word) => word.includes('/') || word.startsWith('.'));
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const named = [...section('How to work').matchAll(/`npm (?:run )?([a-z]+)`/g)].flatMap(([, name]) => name ?? []);
    expect(named.filter((name) => !['ci', 'install'].includes(name) && !(name in scripts))).toEqual([]);
    expect(named).toContain('test');
  });
});
