import type { Command } from 'commander';
import { isRapportError, type RapportError } from '#kernel';
import { configurationVariables, readConfiguration } from '#platform/configuration';
import { checkFiles, checkProjections } from '../doctor/check-data';
import { checkConsole, checkDisk, checkFolder, checkLock, checkNode, checkPort } from '../doctor/check-machine';
import { checkServer } from '../doctor/check-server';
import { type Checked, fault, ok } from '../doctor/checked';
import { type CommonOptions, onServerOrFolder, withExample } from '../ui/context';
import { Unsuccessful, WrongUse } from '../ui/outcome';
import { tableText } from '../ui/table';
import { Terminal } from '../ui/terminal';

export function doctorCommand(program: Command): void {
  const command = program.command('doctor').description('Look at the machine, the configuration and the data folder, and say what to mend');
  withExample(onServerOrFolder(command), 'RAPPORT_DATA=./data/shop rapport doctor', 'rapport doctor --url http://127.0.0.1:3000')
    .action((_options: object, self: Command) => doctor(self.optsWithGlobals<CommonOptions>()));
}

async function doctor({ json = false, data, url }: CommonOptions): Promise<void> {
  const terminal = new Terminal({ json, quiet: false });
  const environment = data === undefined ? process.env : { ...process.env, RAPPORT_DATA: data };
  const faults = configurationFaults(environment);
  const checks = [checkNode(), ...configurationChecks(environment, faults)];
  if (url !== undefined) checks.push(...(await checkServer(url, environment['RAPPORT_API_KEY'])));
  else if (faults.length === 0) checks.push(...(await folderChecks(environment)));
  checks.push(checkConsole());
  for (const { name, state, detail, advice } of checks) terminal.say(`${state.padEnd(5)}  ${name.padEnd(13)}  ${detail}${advice === undefined ? '' : `\n${' '.repeat(22)}→ ${advice}`}`);
  const sound = checks.every(({ state }) => state !== 'fault');
  if (terminal.json) terminal.result({ ok: sound, checks, configuration: configurationVariables().map((variable) => ({ ...variable, set: environment[variable.name] !== undefined })) });
  else terminal.say(`\n${tableText(['variable', 'default', 'set', 'rule'], configurationVariables().map(({ name, fallback, rule }) => [name, fallback, environment[name] === undefined ? '' : 'yes', rule]), { widest: 70 })}`);
  if (faults.length > 0) throw new WrongUse('the configuration has faults');
  if (!sound) throw new Unsuccessful();
}

async function folderChecks(environment: NodeJS.ProcessEnv): Promise<Checked[]> {
  const configuration = readConfiguration(environment);
  const folder = checkFolder(configuration);
  if (folder.state === 'fault') return [folder];
  const { checked: lock, taken } = checkLock(configuration);
  const files = checkFiles(configuration);
  const projections = files.some(({ state }) => state === 'fault') ? [] : await checkProjections(configuration);
  return [folder, lock, checkDisk(configuration), ...files, ...projections, await checkPort(configuration, taken)];
}

function configurationChecks(environment: NodeJS.ProcessEnv, faults: RapportError['errors']): Checked[] {
  if (faults.length > 0) return faults.map(({ path, message }) => fault('configuration', `${path} ${message}`, 'mend it, or take it out of the environment'));
  const set = configurationVariables().filter(({ name }) => environment[name] !== undefined).map(({ name }) => name);
  return [ok('configuration', set.length === 0 ? 'all as by default' : `sets ${set.join(', ')}`)];
}

function configurationFaults(environment: NodeJS.ProcessEnv): RapportError['errors'] {
  try {
    readConfiguration(environment);
    return [];
  } catch (error) {
    if (isRapportError(error)) return error.errors;
    throw error;
  }
}
