import { distance } from 'fastest-levenshtein';
import { type FieldError, RapportError } from '#kernel';

/** Everything that the environment says, parsed once. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** What this process does. So far all of it: roles apart need engines that processes can share. */
  readonly roles: 'all';
  readonly eventLog: 'embedded';
  readonly readModels: 'embedded';
  readonly bridge: 'embedded';
  readonly namespace: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly clock: 'system' | 'virtual';
  readonly phoneRegion: string | undefined;
  readonly identityKinds: readonly string[];
  /** Largest body of a request that is not a stream, in bytes. */
  readonly bodyLimit: number;
}

/** How one variable is read; answers what is wrong with it as a rule, never with the value. */
interface Variable<Value> {
  readonly name: string;
  readonly fallback: Value;
  readonly rule: string;
  readonly read: (text: string) => Value | undefined;
}

const variable = <Value>(name: string, fallback: Value, rule: string, read: (text: string) => Value | undefined): Variable<Value> => ({ name, fallback, rule, read });
const oneOf = <const Word extends string>(name: string, words: readonly Word[], fallback: Word): Variable<Word> => variable(name, fallback, `must be one of: ${words.join(', ')}`, (text) => words.find((word) => word === text));
const text = (name: string, fallback: string, rule: string, pattern: RegExp): Variable<string> => variable(name, fallback, rule, (given) => (pattern.test(given) ? given : undefined));

const VARIABLES = {
  host: text('RAPPORT_HOST', '127.0.0.1', 'must be a host name or an address', /^[\w.:-]+$/),
  port: variable('RAPPORT_PORT', 3000, 'must be a port from 0 (any) to 65535', (given) => (/^\d{1,5}$/.test(given) && Number(given) <= 65_535 ? Number(given) : undefined)),
  data: text('RAPPORT_DATA', './data', 'must be the path of a folder', /\S/),
  roles: oneOf('RAPPORT_ROLES', ['all'], 'all'),
  eventLog: oneOf('RAPPORT_EVENT_LOG', ['embedded'], 'embedded'),
  readModels: oneOf('RAPPORT_READ_MODELS', ['embedded'], 'embedded'),
  bridge: oneOf('RAPPORT_BRIDGE', ['embedded'], 'embedded'),
  namespace: text('RAPPORT_NAMESPACE', 'rapport', 'must be 1 to 60 lower-case letters, digits or dashes', /^[a-z0-9-]{1,60}$/),
  logLevel: oneOf('RAPPORT_LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
  clock: oneOf('RAPPORT_CLOCK', ['system', 'virtual'], 'system'),
  phoneRegion: variable<string | undefined>('RAPPORT_PHONE_REGION', undefined, 'must be an ISO 3166 country, such as AT', (given) => (/^[A-Z]{2}$/.test(given) ? given : undefined)),
  identityKinds: variable<readonly string[]>('RAPPORT_IDENTITY_KINDS', [], 'must be further kinds of identity, in kebab-case with commas between', (given) => (/^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$/.test(given) ? given.split(',') : undefined)),
  bodyLimit: variable('RAPPORT_BODY_LIMIT', 16 * 1024 * 1024, 'must be a number of bytes from 1024 to 1073741824', (given) => (/^\d{4,10}$/.test(given) && Number(given) >= 1024 && Number(given) <= 2 ** 30 ? Number(given) : undefined)),
} satisfies { [Name in keyof Configuration]: Variable<Configuration[Name]> };

const PREFIX = 'RAPPORT_';
/** Read by tests and tools, not by the product. */
const FOREIGN = /^RAPPORT_(TEST_\w+|DATASETS)$/;

/** @throws RAPPORT_BAD_CONFIGURATION with all faults together, naming each variable and its rule. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const faults: FieldError[] = unknownVariables(environment);
  const read = <Value>({ name, fallback, rule, read: parse }: Variable<Value>): Value => {
    const given = environment[name];
    if (given === undefined || given === '') return fallback;
    const value = parse(given);
    if (value === undefined) faults.push({ path: name, code: 'configuration', message: rule });
    return value ?? fallback;
  };
  const configuration: Configuration = {
    host: read(VARIABLES.host), port: read(VARIABLES.port), data: read(VARIABLES.data), roles: read(VARIABLES.roles), eventLog: read(VARIABLES.eventLog), readModels: read(VARIABLES.readModels),
    bridge: read(VARIABLES.bridge), namespace: read(VARIABLES.namespace), logLevel: read(VARIABLES.logLevel), clock: read(VARIABLES.clock), phoneRegion: read(VARIABLES.phoneRegion),
    identityKinds: read(VARIABLES.identityKinds), bodyLimit: read(VARIABLES.bodyLimit),
  };
  if (faults.length > 0) throw new RapportError('RAPPORT_BAD_CONFIGURATION', ['the configuration has faults:', ...faults.map(({ path, message }) => `  ${path} ${message}`)].join('\n'), { errors: faults });
  return configuration;
}

/** Names, rules and defaults, for documentation and `doctor`. */
export function configurationVariables(): { name: string; rule: string; fallback: string }[] {
  return Object.values(VARIABLES).map(({ name, rule, fallback }) => ({ name, rule, fallback: fallback === undefined ? '' : String(fallback) }));
}

function unknownVariables(environment: Readonly<Record<string, string | undefined>>): FieldError[] {
  const names = Object.values(VARIABLES).map(({ name }): string => name);
  const unknown = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !names.includes(name) && !FOREIGN.test(name));
  return unknown.map((name) => {
    const [nearest] = [...names].sort((a, b) => distance(a, name) - distance(b, name));
    return { path: name, code: 'unknown-variable', message: `is not a variable of this product; did you mean ${nearest ?? ''}?` };
  });
}
