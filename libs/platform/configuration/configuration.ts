import { distance } from 'fastest-levenshtein';
import { type FieldError, RapportError, SECOND } from '#kernel';

/** Everything that the environment says, parsed once. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** What this process does. Roles apart need engines that processes can share. */
  readonly roles: readonly Role[];
  readonly eventLog: 'embedded' | 'eventstoredb';
  readonly eventStoreDbUrl: string | undefined;
  readonly readModels: 'embedded' | 'mongodb';
  readonly mongoDbUrl: string | undefined;
  readonly bridge: 'embedded' | 'kafka';
  readonly kafkaBrokers: readonly string[];
  readonly kafkaTls: 'off' | 'on';
  /** PEM file of the authorities by which the brokers' certificates are proven; undefined: those that Node knows. */
  readonly kafkaCaFile: string | undefined;
  /** How the brokers are told who we are. */
  readonly kafkaSasl: 'off' | 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly kafkaUsername: string | undefined;
  readonly kafkaPassword: string | undefined;
  /** Partitions of each topic, and into how many ranges projectors divide the customers. */
  readonly partitions: number;
  /** For how long work that processes share is one's own after a sign of life, s: the identity stage, a territory, the relay, a department of the back office. */
  readonly leaseSeconds: number;
  readonly namespace: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly clock: 'system' | 'virtual';
  readonly phoneRegion: string | undefined;
  readonly identityKinds: readonly string[];
  /** Hashed keys, one of which every call under /v1 then needs. */
  readonly apiKeysFile: string | undefined;
  /** The key that commands send to a server. */
  readonly apiKey: string | undefined;
  /** Largest body of a request that is not a stream, in bytes. */
  readonly bodyLimit: number;
  /** What may have been received and not be durable yet, in bytes, all requests together. */
  readonly inFlight: number;
  /** Whether webhooks may be sent to receivers on this machine or in its network. */
  readonly webhookPrivate: 'refuse' | 'allow';
  /** ms between the tries of a webhook; undefined: those of Standard Webhooks. */
  readonly webhookRetries: readonly number[] | undefined;
  /** Whether the reference back office works in a process that has its role. A role that is named alone is meant. */
  readonly backOffice: 'off' | 'reference';
}

export const ROLES = ['front-office', 'projector', 'back-office'] as const;
export type Role = (typeof ROLES)[number];

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
  roles: variable<readonly Role[]>('RAPPORT_ROLES', ROLES, `must be all, or some of ${ROLES.join(', ')} with commas between`, readRoles),
  eventLog: oneOf('RAPPORT_EVENT_LOG', ['embedded', 'eventstoredb'], 'embedded'),
  eventStoreDbUrl: variable<string | undefined>('RAPPORT_EVENTSTOREDB_URL', undefined, 'must be a connection string that begins with esdb:// or esdb+discover://', (given) => (/^(esdb|kurrentdb)(\+discover)?:\/\/\S+$/.test(given) ? given : undefined)),
  readModels: oneOf('RAPPORT_READ_MODELS', ['embedded', 'mongodb'], 'embedded'),
  mongoDbUrl: variable<string | undefined>('RAPPORT_MONGODB_URL', undefined, 'must be a connection string that begins with mongodb:// or mongodb+srv://', (given) => (/^mongodb(\+srv)?:\/\/\S+$/.test(given) ? given : undefined)),
  bridge: oneOf('RAPPORT_BRIDGE', ['embedded', 'kafka'], 'embedded'),
  kafkaBrokers: variable<readonly string[]>('RAPPORT_KAFKA_BROKERS', [], 'must be brokers as host:port, with commas between', (given) => (/^[\w.-]+:\d+(,[\w.-]+:\d+)*$/.test(given) ? given.split(',') : undefined)),
  kafkaTls: oneOf('RAPPORT_KAFKA_TLS', ['off', 'on'], 'off'),
  kafkaCaFile: variable<string | undefined>('RAPPORT_KAFKA_CA_FILE', undefined, 'must be the path of a PEM file of certificates', (given) => (/\S/.test(given) ? given : undefined)),
  kafkaSasl: oneOf('RAPPORT_KAFKA_SASL', ['off', 'plain', 'scram-sha-256', 'scram-sha-512'], 'off'),
  kafkaUsername: variable<string | undefined>('RAPPORT_KAFKA_USERNAME', undefined, 'must be a name that the brokers know', (given) => given),
  kafkaPassword: variable<string | undefined>('RAPPORT_KAFKA_PASSWORD', undefined, 'must be the password of that name', (given) => given),
  partitions: variable('RAPPORT_PARTITIONS', 8, 'must be a number from 1 to 256', (given) => (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= 256 ? Number(given) : undefined)),
  leaseSeconds: variable('RAPPORT_LEASE_SECONDS', 10, 'must be a number of seconds from 1 to 300', (given) => (/^\d{1,3}(\.\d{1,3})?$/.test(given) && Number(given) >= 1 && Number(given) <= 300 ? Number(given) : undefined)),
  namespace: text('RAPPORT_NAMESPACE', 'rapport', 'must be 1 to 60 letters, digits, dashes or underscores', /^[A-Za-z0-9_-]{1,60}$/),
  logLevel: oneOf('RAPPORT_LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
  clock: oneOf('RAPPORT_CLOCK', ['system', 'virtual'], 'system'),
  phoneRegion: variable<string | undefined>('RAPPORT_PHONE_REGION', undefined, 'must be an ISO 3166 country, such as AT', (given) => (/^[A-Z]{2}$/.test(given) ? given : undefined)),
  identityKinds: variable<readonly string[]>('RAPPORT_IDENTITY_KINDS', [], 'must be further kinds of identity, in kebab-case with commas between', (given) => (/^[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*$/.test(given) ? given.split(',') : undefined)),
  apiKeysFile: variable<string | undefined>('RAPPORT_API_KEYS_FILE', undefined, 'must be the path of a file of hashed keys', (given) => (/\S/.test(given) ? given : undefined)),
  apiKey: variable<string | undefined>('RAPPORT_API_KEY', undefined, 'must be a key, without white space', (given) => (/^[\x21-\x7e]+$/.test(given) ? given : undefined)),
  bodyLimit: variable('RAPPORT_BODY_LIMIT', 16 * 1024 * 1024, 'must be a number of bytes from 1024 to 1073741824', (given) => (/^\d{4,10}$/.test(given) && Number(given) >= 1024 && Number(given) <= 2 ** 30 ? Number(given) : undefined)),
  inFlight: variable('RAPPORT_IN_FLIGHT', 64 * 1024 * 1024, 'must be a number of bytes from 65536 to 17179869184', (given) => (/^\d{5,11}$/.test(given) && Number(given) >= 2 ** 16 && Number(given) <= 2 ** 34 ? Number(given) : undefined)),
  webhookPrivate: oneOf('RAPPORT_WEBHOOK_PRIVATE', ['refuse', 'allow'], 'refuse'),
  webhookRetries: variable<readonly number[] | undefined>('RAPPORT_WEBHOOK_RETRIES', undefined, 'must be 1 to 20 numbers of seconds with commas between, as 5,300,1800', readRetries),
  backOffice: oneOf('RAPPORT_BACK_OFFICE', ['off', 'reference'], 'off'),
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
    host: read(VARIABLES.host), port: read(VARIABLES.port), data: read(VARIABLES.data), roles: read(VARIABLES.roles), eventLog: read(VARIABLES.eventLog), eventStoreDbUrl: read(VARIABLES.eventStoreDbUrl),
    readModels: read(VARIABLES.readModels), mongoDbUrl: read(VARIABLES.mongoDbUrl), bridge: read(VARIABLES.bridge), kafkaBrokers: read(VARIABLES.kafkaBrokers), partitions: read(VARIABLES.partitions),
    kafkaTls: read(VARIABLES.kafkaTls), kafkaCaFile: read(VARIABLES.kafkaCaFile), kafkaSasl: read(VARIABLES.kafkaSasl), kafkaUsername: read(VARIABLES.kafkaUsername), kafkaPassword: read(VARIABLES.kafkaPassword),
    leaseSeconds: read(VARIABLES.leaseSeconds), namespace: read(VARIABLES.namespace), logLevel: read(VARIABLES.logLevel), clock: read(VARIABLES.clock), phoneRegion: read(VARIABLES.phoneRegion),
    identityKinds: read(VARIABLES.identityKinds), apiKeysFile: read(VARIABLES.apiKeysFile), apiKey: read(VARIABLES.apiKey), bodyLimit: read(VARIABLES.bodyLimit), inFlight: read(VARIABLES.inFlight),
    webhookPrivate: read(VARIABLES.webhookPrivate), webhookRetries: read(VARIABLES.webhookRetries),
    backOffice: namesBackOffice(environment) ? 'reference' : read(VARIABLES.backOffice),
  };
  faults.push(...missingAddresses(configuration), ...longNames(configuration), ...halfSecrets(configuration));
  if (faults.length > 0) throw new RapportError('RAPPORT_BAD_CONFIGURATION', ['the configuration has faults:', ...faults.map(({ path, message }) => `  ${path} ${message}`)].join('\n'), { errors: faults });
  return configuration;
}

/** Names, rules and defaults, for documentation and `doctor`. */
export function configurationVariables(): { name: string; rule: string; fallback: string }[] {
  return Object.values(VARIABLES).map(({ name, rule, fallback }) => ({ name, rule, fallback: fallback === undefined ? '' : String(fallback) }));
}

function readRoles(given: string): readonly Role[] | undefined {
  if (given === 'all') return ROLES;
  const words = given.split(',').map((word) => word.trim());
  return words.every((word) => ROLES.some((role) => role === word)) ? ROLES.filter((role) => words.includes(role)) : undefined;
}

/** `all`, and what is said of no role, means the product without it. */
function namesBackOffice(environment: Readonly<Record<string, string | undefined>>): boolean {
  const given = environment[VARIABLES.roles.name] ?? '';
  return given !== '' && given !== 'all' && (readRoles(given)?.includes('back-office') ?? false);
}

function readRetries(given: string): readonly number[] | undefined {
  return /^\d{1,6}(\.\d{1,3})?(,\d{1,6}(\.\d{1,3})?){0,19}$/.test(given) ? given.split(',').map((seconds) => Number(seconds) * SECOND) : undefined;
}

/** An engine that is chosen needs its address; roles apart need engines that processes can share. */
function missingAddresses({ eventLog, eventStoreDbUrl, readModels, mongoDbUrl, bridge, kafkaBrokers, roles }: Configuration): FieldError[] {
  const fault = (path: string, message: string): FieldError => ({ path, code: 'configuration', message });
  const apart = roles.length < ROLES.length;
  return [
    ...(eventLog === 'eventstoredb' && eventStoreDbUrl === undefined ? [fault('RAPPORT_EVENTSTOREDB_URL', 'must be set with RAPPORT_EVENT_LOG=eventstoredb')] : []),
    ...(readModels === 'mongodb' && mongoDbUrl === undefined ? [fault('RAPPORT_MONGODB_URL', 'must be set with RAPPORT_READ_MODELS=mongodb')] : []),
    ...(bridge === 'kafka' && kafkaBrokers.length === 0 ? [fault('RAPPORT_KAFKA_BROKERS', 'must be set with RAPPORT_BRIDGE=kafka')] : []),
    ...(apart && (roles.includes('front-office') || roles.includes('projector')) && (eventLog === 'embedded' || readModels === 'embedded') ? [fault('RAPPORT_ROLES', 'must be all, unless RAPPORT_EVENT_LOG=eventstoredb and RAPPORT_READ_MODELS=mongodb: the embedded engines belong to one process')] : []),
    ...(apart && roles.includes('back-office') && bridge === 'embedded' ? [fault('RAPPORT_ROLES', 'must be all, unless RAPPORT_BRIDGE=kafka: the embedded bridge belongs to one process')] : []),
  ];
}

/** What says who we are belongs together, and a certificate authority to TLS: half of it is a mistake. */
function halfSecrets({ kafkaTls, kafkaCaFile, kafkaSasl, kafkaUsername, kafkaPassword }: Configuration): FieldError[] {
  const secrets: readonly [string, string | undefined][] = [[VARIABLES.kafkaUsername.name, kafkaUsername], [VARIABLES.kafkaPassword.name, kafkaPassword]];
  const fault = (path: string, message: string): FieldError => ({ path, code: 'configuration', message });
  return [
    ...secrets.filter(([, given]) => (given === undefined) !== (kafkaSasl === 'off')).map(([name]) => (kafkaSasl === 'off' ? fault(name, 'is of use only with RAPPORT_KAFKA_SASL') : fault(name, `must be set with RAPPORT_KAFKA_SASL=${kafkaSasl}`))),
    ...(kafkaCaFile !== undefined && kafkaTls === 'off' ? [fault(VARIABLES.kafkaCaFile.name, 'is of use only with RAPPORT_KAFKA_TLS=on')] : []),
  ];
}

/** MongoDB takes no longer name of a database, bytes. */
const LONGEST_DATABASE = 63;
export const BACK_OFFICE_SUFFIX = '-back-office';

function longNames({ readModels, backOffice, roles, namespace }: Configuration): FieldError[] {
  const longest = LONGEST_DATABASE - BACK_OFFICE_SUFFIX.length;
  if (readModels !== 'mongodb' || backOffice !== 'reference' || !roles.includes('back-office') || namespace.length <= longest) return [];
  return [{ path: VARIABLES.namespace.name, code: 'configuration', message: `must have at the most ${String(longest)} characters where the back office keeps its books in MongoDB, in the database <namespace>${BACK_OFFICE_SUFFIX}` }];
}

function unknownVariables(environment: Readonly<Record<string, string | undefined>>): FieldError[] {
  const names = Object.values(VARIABLES).map(({ name }): string => name);
  const unknown = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !names.includes(name) && !FOREIGN.test(name));
  return unknown.map((name) => {
    const [nearest] = [...names].sort((a, b) => distance(a, name) - distance(b, name));
    return { path: name, code: 'unknown-variable', message: `is not a variable of this product; did you mean ${nearest ?? ''}?` };
  });
}
