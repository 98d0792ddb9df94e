/// <reference types="jest" />
import { randomUUID } from 'node:crypto';
import { type Clock, FixedClock, type Moment, type Position } from '#kernel';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { EventLog } from '../event-log';

export interface EventLogUnderTest {
  readonly log: EventLog;
  /** Closes the log, or lets it crash, and opens it again. Left out where the engine's caller cannot. */
  readonly reopen?: () => Promise<EventLog>;
  close(): Promise<void>;
}

/** Opens a log that others may have written to before. An engine that stamps `recordedAt` by a clock of its own pays no heed to the one given. */
export type OpenEventLog = (clock: Clock) => Promise<EventLogUnderTest>;

/** What a test works with: a log opened for it alone. */
export interface Subject {
  readonly log: EventLog;
  /** By which the log stamps `recordedAt`, where it lets itself be told. */
  readonly clock: FixedClock;
  /** Goes on with the log opened again; with the same one where the engine cannot. */
  reopen(): Promise<void>;
}

export const NOW: Moment = Date.UTC(2026, 2, 1, 10, 15);

export function eachWithItsOwn(open: OpenEventLog): Subject {
  let log: EventLog;
  let opened: EventLogUnderTest;
  const clock = new FixedClock(NOW);
  beforeEach(async () => {
    clock.set(NOW);
    opened = await open(clock);
    log = opened.log;
  });
  afterEach(async () => {
    await opened.close();
  });
  return {
    get log(): EventLog {
      return log;
    },
    clock,
    reopen: async (): Promise<void> => {
      if (opened.reopen) log = await opened.reopen();
    },
  };
}

/** An event of a stream of its own, unless told otherwise. */
export function newEvent(parts: Partial<NewEvent> = {}): NewEvent {
  const id = randomUUID();
  return { id, type: 'web.page-viewed', stream: newStream(), occurredAt: NOW, receivedAt: NOW + 40, schemaVersion: 1, initiator: 'customer', identities: [{ kind: 'anonymous-id', value: id }], data: { url: `https://shop.example/${id}` }, ...parts };
}

export function newEvents(count: number, parts: Partial<NewEvent> = {}): NewEvent[] {
  return Array.from({ length: count }, () => newEvent(parts));
}

export function newStream(): string {
  return `identity-${randomUUID()}`;
}

/** A type that no other test writes. */
export function newType(): string {
  return `test.noted-${randomUUID()}`;
}

/** Everything that the port says of an event, without what is undefined. */
export function plain(event: NewEvent | RecordedEvent): Record<string, unknown> {
  const { id, type, stream, occurredAt, receivedAt, claimedAt, sentAt, schemaVersion, initiator, identities, data, source, context, causedBy, backfill } = event;
  const all = { id, type, stream, occurredAt, receivedAt, claimedAt, sentAt, schemaVersion, initiator, identities, data, source, context, causedBy, backfill };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map((event) => event.id);
}

/** Appends and reads back, in the order given. */
export async function record(log: EventLog, events: readonly NewEvent[]): Promise<RecordedEvent[]> {
  const outcomes = await log.append(events);
  return Promise.all(outcomes.map(({ position }) => eventAt(log, position)));
}

export async function eventAt(log: EventLog, position: Position): Promise<RecordedEvent> {
  const event = await log.event(position);
  if (!event) throw new Error(`there is no event at ${position}`);
  return event;
}

export function ascending(values: readonly (number | bigint)[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
}
