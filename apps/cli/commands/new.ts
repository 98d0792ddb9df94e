import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withProjection, withTouchpoint } from '../scaffold/catalogue-lines';
import { camelCase, KEBAB, TYPE } from '../scaffold/names';
import { projectionFiles } from '../scaffold/projection-files';
import { readSource, sourceTree, writeFiles } from '../scaffold/source-tree';
import { touchpointFiles } from '../scaffold/touchpoint-files';
import { type CommonOptions, withExample } from '../ui/context';
import { WrongUse } from '../ui/outcome';
import { Terminal } from '../ui/terminal';

const PROJECTIONS = 'libs/catalogue/projections.ts';
const TYPES = 'libs/touchpoints/types/index.ts';
/** Rooms that everything stands on: no read model lives there. */
const GROUND = ['kernel', 'touchpoints', 'event-log', 'read-models', 'bridge', 'key-vault', 'embedded', 'projections', 'catalogue', 'intake', 'platform', 'testing', 'orders'];

export function newCommand(program: Command): void {
  const group = withExample(program.command('new').description('Begin a projection or a type of touchpoint: a file, its spec, and its line in the catalogue'), 'rapport new projection wish-list --room customers', 'rapport new touchpoint kiosk.badge-scanned');
  withExample(
    group.command('projection').description('Begin a read model').argument('<name>', 'in kebab-case').requiredOption('--room <room>', 'the folder of libs/ that it belongs to').option('--json', 'answer with one JSON document on standard output'),
    'rapport new projection wish-list --room customers',
  ).action((name: string, { room, json = false }: CommonOptions & { readonly room: string }) => { newProjection(name, room, json); });
  withExample(
    group.command('touchpoint').description('Begin a type of touchpoint').argument('<type>', 'channel.fact-in-past-tense').option('--json', 'answer with one JSON document on standard output'),
    'rapport new touchpoint kiosk.badge-scanned',
  ).action((type: string, { json = false }: CommonOptions) => { newTouchpoint(type, json); });
}

function newProjection(name: string, room: string, json: boolean): void {
  if (!KEBAB.test(name)) throw new WrongUse(`${name} is no name for a read model: it is in kebab-case, as wish-list`);
  if (!KEBAB.test(room) || GROUND.includes(room)) throw new WrongUse(`${room} is no room for a read model: it is one of a feature, as customers or lifecycle`);
  const root = sourceTree();
  const constant = camelCase(name);
  const catalogue = readSource(root, PROJECTIONS);
  if (new RegExp(`\\b${constant}\\b`).test(catalogue)) throw new WrongUse(`${constant} is in ${PROJECTIONS} already`);
  const paths = writeFiles(root, { added: projectionFiles(name, room), changed: { [PROJECTIONS]: withProjection(catalogue, constant, `#${room}/${name}`) } });
  tell(paths, `npx jest libs/${room}/${name}`, json);
}

function newTouchpoint(type: string, json: boolean): void {
  if (!TYPE.test(type)) throw new WrongUse(`${type} is no type of touchpoint: it is channel.fact-in-past-tense, in letters and dashes, as kiosk.badge-scanned`);
  const [channel = '', fact = ''] = type.split('.');
  const root = sourceTree();
  const types = readSource(root, TYPES);
  if (existsSync(join(root, `libs/touchpoints/types/${channel}/${fact}.ts`))) throw new WrongUse(`${type} is in the catalogue already`);
  const short = camelCase(fact);
  const constant = fact.includes('-') && !new RegExp(`\\b${short}\\b`).test(types) ? short : camelCase(`${channel}-${fact}`);
  const paths = writeFiles(root, { added: touchpointFiles(channel, fact, constant), changed: { [TYPES]: withTouchpoint(types, constant, channel, fact) } });
  tell(paths, `npx jest libs/touchpoints/types/${channel}`, json);
}

function tell(files: readonly string[], next: string, json: boolean): void {
  const terminal = new Terminal({ json, quiet: true });
  for (const file of files) terminal.say(file);
  terminal.say(`\nnow change what is in them, and try: ${next}`);
  terminal.result({ files, next });
}
