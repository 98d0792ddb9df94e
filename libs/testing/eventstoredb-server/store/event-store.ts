import { randomUUID } from 'node:crypto';
import { ProtoWriter } from '../wire/proto-writer';
import { checkCommit, type CommitDecision, type Expectation } from './commit-check';
import { EventLog } from './event-log';
import { framesIn, LogFile, RECORD_PREFIX } from './log-file';
import { eventIdOf, type ProposedEvent, readEventFrame, type RecordedEvent, TOMBSTONE_REVISION, writeEventFrame } from './recorded-event';
import { RecentIds } from './recent-ids';
import { parseLimits, softDeletion, undeletion } from './stream-limits';
import { isMetastream, metastreamOf, originalOf, Streams, type StreamState } from './streams';

/** How a write ended. `revision` −1: an append of nothing to a stream without events. `position` undefined: of a repeat that can no longer be read. */
export type WriteOutcome =
  | { readonly kind: 'written' | 'repeated'; readonly revision: number; readonly position: number | undefined }
  | Extract<CommitDecision, { kind: 'wrong' | 'deleted' }>;

export interface EventStoreOptions {
  /** Where the events stay over a restart; in memory only without it. */
  readonly folder?: string | undefined;
  /** How many events the memory of recent ids holds. */
  readonly recentIds: number;
}

/** Told of events that were just written: those with these numbers, the last one not included. */
export type AppendListener = (from: number, to: number) => void;

/** Where a fresh log's first event lies in EventStoreDB. */
const FIRST_POSITION = 548;
/** What an append without events takes in the log. */
const EMPTY_APPEND = 100;
const STREAM_DELETED = '$streamDeleted';
const NOTHING: Buffer = Buffer.alloc(0);

/** The streams, the log and the rules of writing, without any protocol. */
export class EventStore {
  readonly log = new EventLog();
  readonly streams = new Streams();
  readonly recentIds: RecentIds;
  readonly #file: LogFile | undefined;
  readonly #writer = new ProtoWriter();
  readonly #listeners = new Set<AppendListener>();
  /** Positions at which an append without events lies. */
  readonly #emptyAppends = new Set<number>();
  #nextPosition = FIRST_POSITION;

  constructor({ folder, recentIds }: EventStoreOptions) {
    this.recentIds = new RecentIds(recentIds);
    if (folder !== undefined) {
      this.#file = new LogFile(folder);
      this.#file.replay((frame) => this.#take(readEventFrame(frame), frame));
    }
    if (this.log.size === 0) this.#write('$$$scavenges', [{ id: randomUUID(), type: '$metadata', contentType: 'application/json', customMetadata: NOTHING, data: Buffer.from('{"$maxAge":2592000,"$acl":{"$r":"$ops","$w":[],"$d":[],"$mr":[],"$mw":[]}}') }]);
  }

  append(streamName: string, expected: Expectation, events: readonly ProposedEvent[]): WriteOutcome {
    const stream = this.streams.findOrCreate(streamName);
    const decision = this.#check(stream, expected, events.map(({ id }) => id));
    if (decision.kind === 'repeated') return this.#repeated(stream, decision.revision);
    if (decision.kind !== 'write') return decision;
    const { softDeleted } = stream.limits;
    const current = stream.events.length - 1;
    if (events.length === 0) {
      const position = this.#nextPosition;
      this.#emptyAppends.add(position);
      this.#nextPosition += EMPTY_APPEND;
      return { kind: 'written', revision: current, position };
    }
    const position = this.#write(streamName, events);
    if (softDeleted) this.#writeMetadata(streamName, undeletion(this.#metadata(streamName), current + 1));
    return { kind: 'written', revision: current + events.length, position };
  }

  /** Deletes a stream so that a further append brings it back. */
  delete(streamName: string, expected: Expectation): WriteOutcome {
    const stream = this.streams.findOrCreate(streamName);
    const current = stream.events.length - 1;
    const decision = this.#check(stream, expected, [randomUUID()]);
    if (decision.kind === 'deleted' || decision.kind === 'wrong') return decision;
    if (current < 0) return { kind: 'wrong', current };
    const position = this.#writeMetadata(streamName, softDeletion(this.#metadata(streamName)));
    return { kind: 'written', revision: current, position };
  }

  /** Deletes a stream for ever, also one that was never written. */
  tombstone(streamName: string, expected: Expectation): WriteOutcome {
    const stream = this.streams.findOrCreate(streamName);
    const decision = this.#check(stream, expected, [randomUUID()]);
    if (decision.kind === 'deleted' || decision.kind === 'wrong') return decision;
    const position = this.#write(streamName, [{ id: randomUUID(), type: STREAM_DELETED, contentType: 'application/octet-stream', customMetadata: NOTHING, data: NOTHING }], TOMBSTONE_REVISION);
    return { kind: 'written', revision: stream.events.length - 1, position };
  }

  /** The first revision that can be read; one past the last when none can. */
  firstVisible({ events, limits }: StreamState): number {
    let first = Math.min(limits.truncateBefore ?? 0, events.length);
    if (limits.maxCount !== undefined) first = Math.max(first, events.length - limits.maxCount);
    if (limits.maxAge !== undefined) {
      const oldest = ticksNow() - limits.maxAge * 10_000_000;
      while (first < events.length && this.log.created(events[first] ?? 0) < oldest) first += 1;
    }
    return first;
  }

  /** Whether a read may begin at that position: an event or an append without events lies there. */
  isBoundary(position: number | bigint): boolean {
    return this.log.isBoundary(position) || this.#emptyAppends.has(Number(position));
  }

  /** Calls at once after each write, in the order of the log. Answers with what ends it. */
  onAppended(listener: AppendListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#file?.close();
  }

  #check(stream: StreamState, expected: Expectation, ids: readonly string[]): CommitDecision {
    return checkCommit({
      expected,
      ids,
      current: stream.events.length - 1,
      tombstoned: this.streams.isTombstoned(stream.name),
      softDeleted: stream.limits.softDeleted,
      remembered: (id) => {
        const at = this.recentIds.find(id);
        return at?.stream === stream.number ? at.revision : undefined;
      },
      idAt: (revision) => {
        const number = stream.events[revision];
        return number === undefined ? undefined : eventIdOf(this.log.frame(number));
      },
    });
  }

  #repeated(stream: StreamState, revision: number): WriteOutcome {
    const number = revision < this.firstVisible(stream) ? undefined : stream.events[revision];
    return { kind: 'repeated', revision, position: number === undefined ? undefined : this.log.position(number) };
  }

  #metadata(streamName: string): string {
    const last = this.streams.find(metastreamOf(streamName))?.events.at(-1);
    return last === undefined ? '{}' : Buffer.from(readEventFrame(this.log.frame(last)).data).toString();
  }

  #writeMetadata(streamName: string, json: string): number {
    return this.#write(metastreamOf(streamName), [{ id: randomUUID(), type: '$metadata', contentType: 'application/json', customMetadata: NOTHING, data: Buffer.from(json) }]);
  }

  /** Writes to the file, then to memory, then tells. Answers with the position of the last event. */
  #write(streamName: string, events: readonly ProposedEvent[], tombstone?: bigint): number {
    const stream = this.streams.findOrCreate(streamName);
    const from = this.log.size;
    const writer = this.#writer;
    writer.clear();
    const prefix = writer.reserve(RECORD_PREFIX);
    const created = ticksNow();
    const recorded = events.map(({ id, type, contentType, customMetadata, data }, index): RecordedEvent => {
      const start = writer.length;
      const event = { id, type, contentType, customMetadata, data, stream: streamName, revision: tombstone ?? stream.events.length + index, position: this.#nextPosition, created };
      writeEventFrame(writer, event);
      this.#nextPosition += writer.length - start;
      return event;
    });
    writer.patchUint32(prefix, writer.length - RECORD_PREFIX);
    this.#file?.append(writer.written);
    let index = 0;
    for (const frame of framesIn(writer.written.subarray(RECORD_PREFIX))) {
      const event = recorded[index++];
      if (event) this.#take(event, frame, true);
    }
    for (const listener of [...this.#listeners]) listener(from, this.log.size);
    return this.log.position(this.log.size - 1);
  }

  /** A metastream's own limits stay what they are. */
  #limit(streamName: string, metadata: Uint8Array): void {
    if (!isMetastream(streamName)) this.streams.findOrCreate(streamName).limits = parseLimits(Buffer.from(metadata).toString());
  }

  /** Takes an event into memory. */
  #take(event: RecordedEvent, frame: Buffer, fresh = false): void {
    const stream = this.streams.findOrCreate(event.stream);
    const revision = stream.events.length;
    if (typeof event.revision === 'bigint') stream.tombstoned = true;
    else stream.events.push(this.log.size);
    this.log.push({ frame, position: event.position, created: event.created, stream: stream.number, type: event.type });
    this.#nextPosition = Math.max(this.#nextPosition, event.position + frame.length);
    if (isMetastream(event.stream)) this.#limit(originalOf(event.stream), event.data);
    if (fresh && !stream.tombstoned) this.recentIds.add(event.id, { stream: stream.number, revision });
  }
}

/** Ticks of 100 ns since 1970: more than 2^53, so that the last of them are lost. */
export const ticksNow = (): number => Date.now() * 10_000;
