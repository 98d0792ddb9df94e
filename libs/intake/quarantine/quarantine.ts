import type { EventLog } from '#event-log';
import { type Clock, type FieldError, formatPosition, formatTime, type Moment, notFound, type Position, uuidOf } from '#kernel';
import type { NewEvent, RecordedEvent } from '#touchpoints';

export interface QuarantineEntry {
  readonly id: string;
  readonly receivedAt: string;
  readonly errors: readonly FieldError[];
  /** The touchpoint as it came; the text of what was not JSON. */
  readonly raw: unknown;
  /** Of the fact that put it there. */
  readonly position: string;
}

export interface QuarantinePage {
  readonly items: readonly QuarantineEntry[];
  readonly next?: Position;
}

const STREAM = 'quarantine-';
export const QUARANTINED = 'intake.quarantined';
export const RELEASED = 'intake.released';
const LONGEST_RAW = 1_000_000;

/**
 * What did not validate, as facts of the log: one stream an entry, `intake.quarantined` first, `intake.released` when a mended one was taken in.
 * The same content is the same entry, however often it is sent.
 */
export class Quarantine {
  constructor(private readonly log: EventLog, private readonly clock: Clock) {}

  /** The fact that puts something into quarantine; its id is the entry's. */
  fact(raw: unknown, errors: readonly FieldError[], receivedAt: Moment): NewEvent {
    const text = textOf(raw);
    const id = uuidOf('quarantine', text);
    return event(id, `${STREAM}${id}`, QUARANTINED, { raw: text.length > LONGEST_RAW || !isWritable(raw) ? text.slice(0, LONGEST_RAW) : raw, errors }, receivedAt);
  }

  /** Newest first. */
  async list(limit: number, before?: Position): Promise<QuarantinePage> {
    const items: QuarantineEntry[] = [];
    let after = before;
    while (items.length < limit) {
      const page = await this.log.readAll({ types: [QUARANTINED], direction: 'backwards', limit, ...(after === undefined ? {} : { after }) });
      for (const each of page) {
        after = each.position;
        if (!(await this.released(each.id))) items.push(entryOf(each));
        if (items.length === limit) return { items, next: after };
      }
      if (page.length < limit) return { items };
    }
    return { items };
  }

  /** @throws RAPPORT_NOT_FOUND for an entry that is not, or no longer, in quarantine. */
  async entry(id: string): Promise<QuarantineEntry> {
    const [first] = (await this.log.readStream(`${STREAM}${id}`, { limit: 1 })) ?? [];
    if (!first || (await this.released(id))) throw notFound('a quarantined touchpoint of that id');
    return entryOf(first);
  }

  async release(id: string, position: string | undefined): Promise<void> {
    const now = this.clock.now();
    await this.log.append([event(uuidOf('released', id), `${STREAM}${id}`, RELEASED, { quarantineId: id, ...(position === undefined ? {} : { position }) }, now)]);
  }

  private async released(id: string): Promise<boolean> {
    const rest = await this.log.readStream(`${STREAM}${id}`, { from: 1, limit: 1 });
    return rest !== undefined && rest.length > 0;
  }
}

function event(id: string, stream: string, type: string, data: Record<string, unknown>, now: Moment): NewEvent {
  return { id, stream, type, occurredAt: now, receivedAt: now, schemaVersion: 1, initiator: 'system', identities: [], data };
}

function entryOf({ id, receivedAt, position, data }: RecordedEvent): QuarantineEntry {
  return { id, receivedAt: formatTime(receivedAt), errors: data['errors'] as FieldError[], raw: data['raw'] ?? null, position: formatPosition(position) };
}

/** Whether it can be written as JSON at all: what is nested too deep cannot. */
function isWritable(raw: unknown): boolean {
  try {
    JSON.stringify(raw);
    return true;
  } catch {
    return false;
  }
}

function textOf(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  return isWritable(raw) ? JSON.stringify(raw) : 'nested too deep to be written down';
}
