import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { makeProgram } from './program';

const page = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');
const program = makeProgram();
const leaves = (command: Command, path = ''): [string, Command][] => {
  const name = `${path} ${command.name()}`.trim();
  return command.commands.length > 0 ? command.commands.flatMap((each) => leaves(each, name)) : [[name, command]];
};
const commands = program.commands.flatMap((command) => leaves(command));
const sectionOf = (name: string): string => page.split(/^## /m).find((section) => section.startsWith(`${name.split(' ')[0] ?? ''}\n`)) ?? '';
const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) }).outputHelp();
  return text;
};

describe.each(commands)('rapport %s', (name, command) => {
  it('has a section in docs/cli.md with each of its options', () => {
    const section = sectionOf(name);
    expect(section).not.toBe('');
    expect(command.options.map(({ long }) => long ?? '').filter((option) => !section.includes(option))).toEqual([]);
  });

  it('shows an example of itself in its help', () => {
    expect(helpOf(command)).toMatch(new RegExp(`Examples?:\\n\\s.*rapport ${name}`));
  });
});

describe('docs/cli.md', () => {
  it('speaks of no command that is not there', () => {
    const sections = [...page.matchAll(/^## (\S+)$/gm)].map(([, name]) => name ?? '');
    expect(sections.toSorted()).toEqual(program.commands.map((command) => command.name()).toSorted());
  });
});
