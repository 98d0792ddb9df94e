import { isRapportError, RapportError } from '#kernel';

/** gRPC's status codes, of those that are told apart. */
const CANCELLED = 1;
const UNKNOWN = 2;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/**
 * What to do about a fault of the server or of the way to it.
 * - `again`: it may be over in a moment, and whether an append was written is open.
 * - `at-once`: a live subscription was dropped as too slow; it goes on from where it was.
 * - `mend`: it stays until somebody changes something.
 * - `refused`: this one call, and it would be refused again.
 */
export type FaultKind = 'again' | 'at-once' | 'mend' | 'refused';

/** Told apart by code, never by class: the same fault comes as several classes, some without any. */
export function faultKind(error: unknown): FaultKind {
  const { code, exception } = readFault(error);
  if (exception === 'not-leader') return 'again';
  if (exception === 'access-denied' || code === PERMISSION_DENIED || code === UNAUTHENTICATED || code === UNIMPLEMENTED) return 'mend';
  if (code === ABORTED) return 'at-once';
  if (code === undefined) return isRapportError(error) && error.code !== 'RAPPORT_STORE_UNAVAILABLE' ? 'refused' : 'again';
  return [CANCELLED, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE].includes(code) ? 'again' : 'refused';
}

/** Whether the server found no event beginning at a position that was asked for. */
export function isNoBoundary(error: unknown): boolean {
  return readFault(error).code === UNKNOWN;
}

/** The fault in a sentence that says what to mend. Nothing of the connection string but its hosts is repeated. */
export function serverFault(error: unknown, hosts: string): RapportError {
  if (isRapportError(error)) return error;
  return new RapportError('RAPPORT_STORE_UNAVAILABLE', sentence(error, hosts), { cause: error });
}

function sentence(error: unknown, hosts: string): string {
  const { code, exception, message } = readFault(error);
  if (code === UNAUTHENTICATED) return `EventStoreDB at ${hosts} does not take the user name and password in the connection string: mend them in RAPPORT_EVENTSTOREDB_URL`;
  if (code === PERMISSION_DENIED || exception === 'access-denied') return `EventStoreDB at ${hosts} does not let the user in the connection string read and write: grant it access, or name another user in RAPPORT_EVENTSTOREDB_URL`;
  if (code === UNIMPLEMENTED) return `EventStoreDB at ${hosts} is too old, or something else answers there (${message}): put version 23.10 or later there, or mend RAPPORT_EVENTSTOREDB_URL`;
  if (exception === 'stream-deleted') return 'the stream was deleted in EventStoreDB by somebody else, for ever';
  if (code === RESOURCE_EXHAUSTED) return `EventStoreDB at ${hosts} takes no message of this size: send smaller ones`;
  if (code === DEADLINE_EXCEEDED) return `EventStoreDB at ${hosts} did not answer in time: look at its load`;
  if (code === UNAVAILABLE && /certificate|SSL|TLS|wrong version number|EPROTO/i.test(message)) return `EventStoreDB at ${hosts} and the connection string do not agree about TLS (${message}): set tls=true or tls=false, and tlsCAFile for a certificate of your own`;
  if (code === UNAVAILABLE || code === INTERNAL || code === undefined) return `EventStoreDB at ${hosts} cannot be reached (${reasonOf(message)}): start it, or mend the address in RAPPORT_EVENTSTOREDB_URL`;
  return `EventStoreDB at ${hosts} refused a call (${message}): look into its log`;
}

/** Of gRPC's words those of the socket, where there are any. */
function reasonOf(message: string): string {
  return /Last error: (?:Error: )?(.*?)\.? Resolution note/.exec(message)?.[1] ?? message;
}

interface Fault {
  readonly code: number | undefined;
  readonly exception: string | undefined;
  readonly message: string;
}

/** Of an error of ours, what is behind it. */
function readFault(error: unknown): Fault {
  if (isRapportError(error) && error.cause !== undefined) return readFault(error.cause);
  if (!(error instanceof Error)) return { code: undefined, exception: undefined, message: String(error) };
  const code = 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  return { code, exception: exceptionOf(error), message: error.message };
}

/** The trailer by which the server names its own errors. */
function exceptionOf(error: Error): string | undefined {
  const metadata = 'metadata' in error && isMetadata(error.metadata) ? error.metadata : undefined;
  const first = metadata?.get('exception')[0];
  return typeof first === 'string' ? first : undefined;
}

function isMetadata(given: unknown): given is { get(name: string): unknown[] } {
  return typeof given === 'object' && given !== null && 'get' in given && typeof given.get === 'function';
}
