import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Configuration, readConfiguration } from '#platform/configuration';
import { Log } from '#platform/logging';
import { Interruption } from './interruption';
import { Terminal } from './terminal';

/** What every command is given besides its own words. */
export interface Context {
  readonly configuration: Configuration;
  readonly terminal: Terminal;
  readonly log: Log;
  readonly interruption: Interruption;
  /** A running server to work on; undefined: the data folder. */
  readonly url: string | undefined;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly url?: string;
}

/** `--json` and `--data`. */
export function onFolder(command: Command): Command {
  return command.addOption(new Option('--data <folder>', 'the data folder (otherwise RAPPORT_DATA, otherwise ./data)')).option('--json', 'answer with one JSON document on standard output');
}

/** `--json`, and `--data` or `--url`: for commands that work on a running server as well. */
export function onServerOrFolder(command: Command): Command {
  return onFolder(command).addOption(new Option('--url <url>', 'work on the running server there, not on the data folder').argParser(serverUrl).conflicts('data'));
}

/** @throws RAPPORT_BAD_CONFIGURATION */
export function contextOf(command: Command, environment: NodeJS.ProcessEnv = process.env): Context {
  const { json = false, data, url } = command.optsWithGlobals<CommonOptions>();
  const configuration = readConfiguration(data === undefined ? environment : { ...environment, RAPPORT_DATA: data });
  const terminal = new Terminal({ json, quiet: ['silent', 'error', 'warn'].includes(configuration.logLevel) });
  return { configuration, terminal, log: new Log(configuration.logLevel), interruption: new Interruption((text) => { terminal.note(text); }), url };
}

/** An example in the help of a command. */
export function withExample(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\n${lines.length > 1 ? 'Examples' : 'Example'}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

/** A whole number of an option. */
export function wholeNumber(from: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,15}$/.test(text) || Number(text) < from) throw new InvalidArgumentError(`It must be a whole number from ${from}.`);
    return Number(text);
  };
}

function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new InvalidArgumentError('It must be the address of a server, such as http://127.0.0.1:3000.');
  return url.href.replace(/\/+$/, '');
}
