import type { FieldError } from '#kernel';
import type { Chunk, Progress } from '../files';
import type { IntakeItem, IntakeResult, Received } from '../receive';

/** A line of the file that was refused, and by which rules: unreadable, or no touchpoint in the eyes of intake. */
export interface RefusedLine {
  readonly line: number;
  readonly errors: readonly FieldError[];
}

export interface ImportTally {
  /** Physical lines that were read. */
  lines: number;
  /** Touchpoints that were not in the log before. */
  added: number;
  /** Touchpoints that were. */
  duplicates: number;
  /** Of the duplicates, those that said something else than what stands. */
  differing: number;
  refused: number;
  /** The first of the refused lines. */
  readonly refusals: RefusedLine[];
  /** The last log position that any of the touchpoints stands at; undefined where there was none. */
  position: string | undefined;
}

/** What became of touchpoints that were sent together. `items` may leave out those that were simply appended. */
export type Receipt = Pick<IntakeResult, 'accepted' | 'duplicates' | 'quarantined' | 'position'> & { readonly items: readonly Pick<IntakeItem, 'index' | 'status' | 'differs' | 'errors'>[] };

/** What takes touchpoints in: the intake itself, or a server's. Answers after the durable append. */
export type Receive = (received: readonly Received[]) => Promise<Receipt>;

export interface ImportOptions {
  /** Refused lines that are kept, at most; all are counted. */
  readonly mostRefusals: number;
  /** Chunks that may be on their way through intake at once, 1 unless given: more only where intake keeps them in their order. */
  readonly atOnce?: number;
  /** Called after each chunk, when it is durable. What it throws ends the import there. */
  readonly seen?: (tally: ImportTally, progress: Progress) => void;
}

/**
 * Sends a file's chunks through intake in their order, a few at a time, while the next is being read. Ids derive from what the file says, so an import that was cut
 * off, or run twice, is simply run again: what is in the log already is a duplicate and changes nothing.
 */
export async function importChunks(chunks: AsyncGenerator<Chunk<unknown>>, receive: Receive, { mostRefusals, atOnce = 1, seen }: ImportOptions): Promise<ImportTally> {
  const tally: ImportTally = { lines: 0, added: 0, duplicates: 0, differing: 0, refused: 0, refusals: [], position: undefined };
  const refuse = (refusal: RefusedLine): void => {
    tally.refused += 1;
    if (tally.refusals.length < mostRefusals) tally.refusals.push(refusal);
  };
  const sent: Sent[] = [];
  const settle = async (): Promise<void> => {
    const oldest = sent.shift();
    if (!oldest) return;
    const { chunk: { lines, faults, line, bytes, totalBytes }, receipt } = oldest;
    take(tally, await receipt, lines, refuse);
    for (const { line: faulty, errors } of faults) refuse({ line: faulty, errors });
    tally.lines = Math.max(tally.lines, line);
    seen?.(tally, { line, bytes, totalBytes });
  };
  try {
    let next = chunks.next();
    for (let chunk = await next; chunk.done !== true; chunk = await next) {
      next = chunks.next();
      next.catch(() => undefined);
      sent.push(send(chunk.value, receive));
      if (sent.length >= atOnce) await settle();
    }
    while (sent.length > 0) await settle();
  } finally {
    await Promise.allSettled(sent.flatMap(({ receipt }) => receipt ?? []));
    await chunks.return(undefined);
  }
  tally.refusals.sort((a, b) => a.line - b.line);
  return tally;
}

interface Sent {
  readonly chunk: Chunk<unknown>;
  /** Undefined where there was nothing to send. */
  readonly receipt: Promise<Receipt> | undefined;
}

function send(chunk: Chunk<unknown>, receive: Receive): Sent {
  const receipt = chunk.touchpoints.length > 0 ? receive(chunk.touchpoints.map((value) => ({ value }))) : undefined;
  receipt?.catch(() => undefined);
  return { chunk, receipt };
}

function take(tally: ImportTally, receipt: Receipt | undefined, lines: readonly number[], refuse: (refusal: RefusedLine) => void): void {
  if (!receipt) return;
  const { accepted, duplicates, position, items } = receipt;
  tally.added += accepted;
  tally.duplicates += duplicates;
  tally.position = position;
  for (const { index, status, differs, errors = [] } of items) {
    if (status === 'quarantined') refuse({ line: lines[index] ?? 0, errors });
    else if (differs === true) tally.differing += 1;
  }
}
