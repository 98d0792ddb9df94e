import type { EventLog } from '#event-log';
import { formatPosition, isPositionText, type Position, RapportError, START } from '#kernel';
import type { EventTypes, NewEvent } from '#touchpoints';
import { type CarriedEvent, carriedEvent, liftedEvent } from './carried-event';
import { LogDigest } from './log-digest';
import { PositionMap } from './position-map';
import type { LogPart } from './read-log';

export interface CarryLog {
  readonly parts: AsyncIterable<LogPart>;
  readonly log: EventLog;
  readonly types: EventTypes;
  readonly seen: (events: number, fraction: number) => void;
  readonly proving: (events: number, of: number) => void;
}

export interface CarriedLog {
  readonly added: number;
  /** What a run before this one had carried over already. */
  readonly present: number;
  /** Of the whole log where it came from, and of the same events where they are now. */
  readonly digest: string;
}

const PAGE = 1_000;

/**
 * Carries a whole log into another, with the same ids, streams, order and times of recording; positions that events name are those of the new log. Carried over
 * again it adds nothing, so one that was interrupted is begun again. Reads what it has written and proves that it is the same.
 * @throws RAPPORT_BAD_FILE where the log holds other events before, between or instead of these
 */
export async function carryLog({ parts, log, types, seen, proving }: CarryLog): Promise<CarriedLog> {
  const map = new PositionMap();
  const expected = new LogDigest();
  let [added, present] = [0, 0];
  const append = async (events: readonly CarriedEvent[], line: number): Promise<void> => {
    const outcomes = await log.append(events.map((event) => renamed(event, map)), { recordedAt: events.map(({ recordedAt }) => recordedAt) });
    outcomes.forEach((outcome, index) => {
      const event = events[index];
      if (!event) return;
      if (outcome.status === 'duplicate' && outcome.differs) throw new RapportError('RAPPORT_BAD_FILE', `line ${line + index}: the log holds another event with the id ${event.id}`, { extra: { line: line + index } });
      if (outcome.status === 'duplicate') present += 1;
      else added += 1;
      map.add(BigInt(event.position), outcome.position);
    });
  };
  try {
    let begun = false;
    for await (const { events, line, fraction } of parts) {
      if (!begun) await requireOwn(log, events[0]);
      begun = true;
      for (const { from, to } of stretches(events)) await append(events.slice(from, to), line + from);
      for (const event of events) expected.add(liftedEvent(event, types));
      seen(added + present, fraction);
    }
  } finally {
    map.close();
  }
  await prove(log, expected, proving);
  return { added, present, digest: expected.value };
}

/** The log is empty, or begins with what is carried over. */
async function requireOwn(log: EventLog, first: CarriedEvent | undefined): Promise<void> {
  const [standing] = await log.readAll({ after: START, limit: 1 });
  if (standing && standing.id !== first?.id) throw new RapportError('RAPPORT_BAD_FILE', 'the log there holds events of its own: a whole log is carried over into one that is empty');
}

/** What can be appended at once: nothing names a position of an event that goes with it. */
function stretches(events: readonly CarriedEvent[]): { from: number; to: number }[] {
  const cuts: { from: number; to: number }[] = [];
  for (const [index, { causedBy }] of events.entries()) {
    const open = cuts.at(-1);
    const first = events[open?.from ?? 0]?.position ?? '0';
    const named = causedBy?.position;
    if (!open || (named !== undefined && isPositionText(named) && BigInt(named) >= BigInt(first))) cuts.push({ from: index, to: index + 1 });
    else open.to = index + 1;
  }
  return cuts;
}

function renamed({ position: _position, revision: _revision, recordedAt: _recordedAt, causedBy, ...event }: CarriedEvent, map: PositionMap): NewEvent {
  if (!causedBy) return event;
  const named = causedBy.position;
  const to: Position | undefined = named !== undefined && isPositionText(named) ? map.get(BigInt(named)) : undefined;
  return { ...event, causedBy: to === undefined ? causedBy : { ...causedBy, position: formatPosition(to) } };
}

/** What was recorded after them is left out: a platform that has run on the log has gone on from there. */
async function prove(log: EventLog, expected: LogDigest, proving: (events: number, of: number) => void): Promise<void> {
  const found = new LogDigest();
  for (let after: Position = START; found.count < expected.count; ) {
    const events = await log.readAll({ after, limit: Math.min(PAGE, expected.count - found.count) });
    for (const event of events) found.add(carriedEvent(event));
    after = events.at(-1)?.position ?? after;
    if (events.length === 0) break;
    proving(found.count, expected.count);
  }
  if (found.value !== expected.value) throw new RapportError('RAPPORT_BAD_FILE', 'the log there is not the one that was carried over: it holds other events before or between these; choose an empty one');
}
