import type { EventLog } from '#event-log';
import { formatPosition, type Position, RapportError } from '#kernel';

/** For how long the end may lie before what has been folded, ms: another process may be a little ahead of what this one has heard of. */
const PATIENCE = 3_000;
const PAUSE = 100;

/**
 * The end of the log, which must lie at what has been folded or beyond: read models that were made from events which the log does not have would leave out its
 * next ones without a word. @throws RAPPORT_OTHER_LOG
 */
export async function endBeyond(folded: Position, log: Pick<EventLog, 'head'>, signal?: AbortSignal): Promise<Position> {
  for (const end = performance.now() + PATIENCE; ; await new Promise((resolve) => setTimeout(resolve, PAUSE))) {
    const head = await log.head();
    if (head >= folded || signal?.aborted === true) return head;
    if (performance.now() > end) throw otherLog(folded, head);
  }
}

function otherLog(folded: Position, head: Position): RapportError {
  return new RapportError('RAPPORT_OTHER_LOG', `the read models stand at position ${formatPosition(folded)}, beyond the end of the log at ${formatPosition(head)}: they were made from another log, or from this one before it was put back to an earlier state. Take these read models away, or give the log a store or a RAPPORT_NAMESPACE of its own`);
}
