import { isRapportError, RapportError } from '#kernel';
import { MongoBulkWriteError, MongoCompatibilityError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from './driver';

const NO_PRIMARY = 'has no primary: bring up a majority of the members of its replica set, or initiate the set with rs.initiate()';
const NO_RIGHT = 'does not let this user read and write: give it the role readWrite on the database, and mend the user or the password in RAPPORT_MONGODB_URL';

/** The server's codes, in words that say what to mend. https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const REASONS: ReadonlyMap<number, string> = new Map([
  [13, NO_RIGHT], [18, NO_RIGHT], [8_000, NO_RIGHT],
  [20, 'is a server on its own: start it with --replSet and initiate the set with rs.initiate()'],
  [50, 'did not answer in time: look at its load'], [262, 'did not answer in time: look at its load'],
  [64, 'cannot confirm what was written: bring up a majority of the members of its replica set'], [100, 'cannot confirm what was written: bring up a majority of the members of its replica set'],
  [26, 'lacks a collection that was there: it was dropped meanwhile'],
  [10_107, NO_PRIMARY], [13_435, NO_PRIMARY], [13_436, NO_PRIMARY], [189, NO_PRIMARY], [11_602, NO_PRIMARY], [91, NO_PRIMARY], [11_600, NO_PRIMARY],
  [10_334, 'holds no document of more than 16 MiB: one that was to be written is larger'], [17_419, 'holds no document of more than 16 MiB: one that was to be written is larger'], [17_420, 'holds no document of more than 16 MiB: one that was to be written is larger'],
  [14_031, 'has no space left on its disk: make room there'],
]);
const TRANSIENT = new Set([10_107, 13_435, 13_436, 189, 11_602, 91, 11_600, 50, 262, 6, 7, 89, 9_001]);
const SOCKET = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_SOCKET_CLOSED']);

/**
 * The driver's fault as ours, in one sentence; an error that is ours already passes. Says nothing of what was written or asked for, nor the password of the
 * connection string: the server's own messages do, and are left out.
 */
export function mongoFault(error: unknown, hosts: string): RapportError {
  return isRapportError(error) ? error : new RapportError('RAPPORT_STORE_UNAVAILABLE', `MongoDB at ${hosts} ${reasonOf(error)}`);
}

/** Whether the same may succeed in a moment. */
export function isTransient(fault: unknown): boolean {
  const error = within(fault);
  if (error instanceof MongoServerSelectionError) return false;
  return isOfTheNetwork(error) || (error instanceof MongoServerError && typeof error.code === 'number' && TRANSIENT.has(error.code));
}

/** Also of a socket that breaks while the driver does not look: it passes that on as it is. */
function isOfTheNetwork(error: unknown): boolean {
  return error instanceof MongoNetworkError || (error instanceof Error && 'code' in error && typeof error.code === 'string' && SOCKET.has(error.code));
}

/** A bulk of writes wraps what went wrong with its connection, as an error without a code. */
function within(error: unknown): unknown {
  return error instanceof MongoBulkWriteError && error.code === undefined ? error.errorResponse : error;
}

function reasonOf(fault: unknown): string {
  const error = within(fault);
  if (error instanceof MongoServerSelectionError) return reasonOfSelection(error);
  if (isOfTheNetwork(error)) return 'does not answer: the connection was lost';
  if (error instanceof MongoServerError && typeof error.code === 'number') return REASONS.get(error.code) ?? reasonOfCode(error);
  return `cannot be used (${error instanceof Error ? error.name : typeof error})`;
}

function reasonOfCode(error: MongoServerError): string {
  // "hint provided does not correspond to an existing index"
  if (/\bhint\b/.test(error.message)) return 'lacks an index of a read model: start the projector again, which makes it';
  return `refused (${String(error.codeName ?? error.code)}): look into its log`;
}

function reasonOfSelection({ reason, cause }: MongoServerSelectionError): string {
  const servers = reason ? [...reason.servers.values()] : [];
  const known = servers.filter(({ type }) => type !== 'Unknown');
  const faults = [cause, ...servers.map(({ error }) => error)];
  const refusal = faults.find((fault) => fault instanceof MongoServerError);
  if (refusal) return reasonOf(refusal);
  // The driver itself refuses those of before its time.
  if (faults.some((fault) => fault instanceof MongoCompatibilityError)) return 'is too old: use 5.0 or later';
  if (known.length > 0) return NO_PRIMARY;
  if (faults.some((fault) => fault instanceof Error && /ENOTFOUND|EAI_AGAIN/.test(fault.message))) return 'does not answer: no such host, mend RAPPORT_MONGODB_URL';
  if (servers.length === 0) return 'is no member of the replica set that RAPPORT_MONGODB_URL names, or none of its members answers';
  return 'does not answer: start it, or mend the address in RAPPORT_MONGODB_URL';
}
