import { RapportError } from '#kernel';
import { type ApiKey, type Scope, SCOPES } from './api-key';

const NAME = /^[\w.-]{1,60}$/;
const HASH = /^[0-9a-f]{64}$/i;

/**
 * Reads the text of a file of keys: JSON `{"keys": [{"name", "sha256", "scopes"}]}`, or a key a line as `name sha256 scope,scope` with `#` before remarks.
 * @throws RAPPORT_BAD_CONFIGURATION naming the entry, never what it holds.
 */
export function readApiKeys(text: string): ApiKey[] {
  const entries = /^\s*[{[]/.test(text) ? jsonEntries(text) : lineEntries(text);
  const keys = entries.map((entry, index) => keyOf(entry, index + 1));
  if (keys.length === 0) throw bad('has no keys, so that nobody could come in');
  if (new Set(keys.map(({ name }) => name)).size < keys.length) throw bad('has two keys of one name');
  return keys;
}

type Entry = readonly [name: unknown, hash: unknown, scopes: unknown];

function lineEntries(text: string): Entry[] {
  return text.split(/\r?\n/).map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== '').map((line) => {
    const [name, hash, scopes, ...rest] = line.split(/\s+/);
    return [name, hash, rest.length > 0 ? undefined : scopes?.split(',')];
  });
}

function jsonEntries(text: string): Entry[] {
  let keys: unknown;
  try {
    const parsed = JSON.parse(text) as { keys?: unknown };
    keys = Array.isArray(parsed) ? parsed : parsed.keys;
  } catch {
    throw bad('is not JSON, though it begins as such');
  }
  if (!Array.isArray(keys)) throw bad('must be {"keys": [{"name", "sha256", "scopes"}]}');
  return keys.map((each: unknown) => {
    const { name, sha256, scopes } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    return [name, sha256, scopes];
  });
}

function keyOf([name, hash, scopes]: Entry, number: number): ApiKey {
  const which = `key ${String(number)}`;
  if (typeof name !== 'string' || !NAME.test(name)) throw bad(`${which}: the name must be 1 to 60 letters, digits, dots, dashes or underscores`);
  if (typeof hash !== 'string' || !HASH.test(hash)) throw bad(`${which}: sha256 must be the 64 hexadecimal digits of the key's hash, not the key`);
  if (!Array.isArray(scopes) || scopes.length === 0 || !scopes.every(isScope)) throw bad(`${which}: scopes must be some of ${SCOPES.join(', ')}`);
  return { name, hash: Buffer.from(hash, 'hex'), scopes };
}

function isScope(value: unknown): value is Scope {
  return SCOPES.some((scope) => scope === value);
}

function bad(rule: string): RapportError {
  return new RapportError('RAPPORT_BAD_CONFIGURATION', `the file of RAPPORT_API_KEYS_FILE ${rule}`, { errors: [{ path: 'RAPPORT_API_KEYS_FILE', code: 'configuration', message: rule }] });
}
