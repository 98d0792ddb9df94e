/** What an append expects of its stream; a bigint is the revision of its last event. */
export type Expectation = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** May an append be written? `current` is the stream's last revision, −1 without events. */
export type CommitDecision =
  | { readonly kind: 'write' }
  /** All of it was written before; `revision` is that of the last of the events sent. */
  | { readonly kind: 'repeated'; readonly revision: number }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' };

export interface CommitQuestion {
  readonly expected: Expectation;
  readonly ids: readonly string[];
  readonly current: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  /** The revision under which this stream holds the id, as far as the memory of recent ids reaches. */
  readonly remembered: (id: string) => number | undefined;
  /** The id of the event at a revision, from the log. */
  readonly idAt: (revision: number) => string | undefined;
}

/**
 * The rules of EventStoreDB. Under `any` and `stream_exists` repeats are known from memory alone, under `no_stream` and an
 * exact revision by the log. Ids that are known followed by others that are not contradict each other: wrong revision.
 */
export function checkCommit(question: CommitQuestion): CommitDecision {
  const { expected, current, tombstoned, softDeleted } = question;
  if (tombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists') {
    if (softDeleted) return { kind: 'deleted' };
    if (current < 0) return { kind: 'wrong', current };
  }
  if (expected === 'any' || expected === 'stream_exists') return checkMemory(question);
  const revision = expected === 'no_stream' ? -1n : expected;
  if (revision > BigInt(current)) return { kind: 'wrong', current };
  if (revision === BigInt(current)) return { kind: 'write' };
  return checkLog(question, Number(revision) + 1);
}

function checkMemory({ ids, current, remembered }: CommitQuestion): CommitDecision {
  let last: number | undefined;
  for (const id of ids) {
    const revision = remembered(id);
    if (revision === undefined) return last === undefined ? { kind: 'write' } : { kind: 'wrong', current };
    last = revision;
  }
  return last === undefined ? { kind: 'write' } : { kind: 'repeated', revision: last };
}

function checkLog({ expected, ids, current, softDeleted, idAt }: CommitQuestion, first: number): CommitDecision {
  for (const [index, id] of ids.entries()) {
    if (idAt(first + index) === id) continue;
    const comesBack = index === 0 && expected === 'no_stream' && softDeleted;
    return comesBack ? { kind: 'write' } : { kind: 'wrong', current };
  }
  return ids.length === 0 ? { kind: 'write' } : { kind: 'repeated', revision: first + ids.length - 1 };
}
