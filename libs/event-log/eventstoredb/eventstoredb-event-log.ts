import { type Clock, laterPosition, type Moment, pause, type Position, RapportError } from '#kernel';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { EventCodec, StoredEvent } from '../codec';
import type { AppendOptions, AppendOutcome, EventLog, Health, Page, ReadAll, ReadHistory, ReadStream, Subscribe } from '../event-log';
import { type Expectation, partsOf, requireSize, turnsOf } from './append-part';
import { Appender } from './appender';
import { atMost, backoff } from './backoff';
import { Contents } from './contents';
import { Feed } from './feed';
import { LogIndex } from './log-index/log-index';
import { RecentEvents } from './recent-events';
import { StreamReader } from './stream-reader';
import { Connection } from './wire/connection';
import { faultKind, serverFault } from './wire/server-fault';

export interface EventStoreDbLogOptions {
  /** The connection string, with everything in it: nodes, TLS, certificates, user. */
  readonly url: string;
  /** What the names of the streams begin with at the server, as its category. Letters, digits and underscores. */
  readonly namespace: string;
  readonly codec: EventCodec;
  /** Stamps `recordedAt`. */
  readonly clock: Clock;
  /** The log index's, one for each instance; made where it is not there. */
  readonly indexFile: string;
  /** False: reads only. */
  readonly writer: boolean;
  readonly warn?: (sentence: string) => void;
  /** How long a call goes on trying while the server cannot be reached, ms. */
  readonly patience?: number;
  /** The most memory for events that have just come, bytes. */
  readonly recentBytes?: number;
}

const PATIENCE = 30_000;
const RECENT = 16 * 1_048_576;
const PAGE = 1_000;
/** How long a subscription sleeps at most without word of growth, ms. */
const LONGEST_SLEEP = 1_000;
/** How long closing waits for appends under way, ms. */
const LAST_APPENDS = 10_000;

/** The log in EventStoreDB, for any number of processes, each with a log index of its own beside it. */
export class EventStoreDbEventLog implements EventLog {
  private readonly connection: Connection;
  private readonly recent: RecentEvents;
  private readonly feed: Feed;
  private readonly contents: Contents;
  private readonly streams: StreamReader;
  private readonly appender: Appender;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  private readonly patience: number;
  /** Why the last append was refused, while somebody has to mend something. */
  private refusal: RapportError | undefined;

  private constructor(private readonly options: EventStoreDbLogOptions, private readonly index: LogIndex) {
    const prefix = `${options.namespace}-`;
    const { clock, warn = (): void => undefined } = options;
    this.patience = options.patience ?? PATIENCE;
    this.connection = new Connection(options.url);
    this.recent = new RecentEvents(options.recentBytes ?? RECENT);
    this.feed = new Feed({ connection: this.connection, index, recent: this.recent, prefix, warn });
    this.contents = new Contents(this.connection, this.recent, prefix);
    this.streams = new StreamReader(this.connection, this.feed, this.contents, prefix, this.patience);
    this.appender = new Appender({ connection: this.connection, feed: this.feed, contents: this.contents, clock, prefix, patience: this.patience });
  }

  /**
   * Opens the index and begins to follow the log; the first call waits until it has caught up.
   * @throws RAPPORT_BAD_CONFIGURATION, RAPPORT_DATA_IN_USE, RAPPORT_STORE_UNAVAILABLE; not where the server cannot be reached yet: that is said by the calls, and by `health`
   */
  static open(options: EventStoreDbLogOptions): Promise<EventStoreDbEventLog> {
    return new Promise((resolve) => {
      if (!/^\w+$/.test(options.namespace)) throw new RapportError('RAPPORT_BAD_CONFIGURATION', 'the namespace of the log in EventStoreDB consists of letters, digits and underscores');
      resolve(new EventStoreDbEventLog(options, LogIndex.open(options.indexFile, options.namespace)));
    });
  }

  append(events: readonly NewEvent[], { expectedRevision = 'any', recordedAt }: AppendOptions = {}): Promise<AppendOutcome[]> {
    const call = recordedAt ? this.appendCarried(events, expectedRevision, recordedAt) : this.appendAll(events, expectedRevision);
    this.underWay.add(call);
    return call.finally(() => this.underWay.delete(call));
  }

  head(): Promise<Position> {
    return this.indexed(({ head }) => BigInt(head));
  }

  positionAt(recordedAt: Moment): Promise<Position> {
    return this.indexed(({ read }) => read.positionAt(recordedAt));
  }

  async event(position: Position): Promise<RecordedEvent | undefined> {
    const [event] = await this.reading(({ read }) => {
      const row = read.event(position);
      return this.contents.nearby(row ? [row] : []);
    });
    return event && this.options.codec.decode(event);
  }

  async readAll(query: ReadAll): Promise<RecordedEvent[]> {
    return this.decoded(await this.reading(({ read }) => this.contents.nearby(read.all(query), query.types)));
  }

  async readStream(stream: string, query: ReadStream): Promise<RecordedEvent[] | undefined> {
    const events = await this.reading(() => this.streams.read(stream, query));
    return events && this.decoded(events);
  }

  async readHistory(query: ReadHistory): Promise<RecordedEvent[]> {
    return this.decoded(await this.reading(({ read }) => this.contents.byStream(read.history(query))));
  }

  countsByType(): Promise<Map<string, number>> {
    return this.indexed(({ read }) => read.countsByType());
  }

  async *subscribe({ after, types, pageSize = PAGE, signal: given }: Subscribe): AsyncIterable<Page> {
    const signal = AbortSignal.any([given, this.closing.signal]);
    const ended = (): boolean => signal.aborted;
    let position = after;
    let begun = false;
    let attempt = 0;
    while (!ended()) {
      let page: Page;
      try {
        await this.feed.ready(this.patience, signal);
        const head = BigInt(this.feed.index.head);
        if (begun && head <= position) {
          await this.feed.growth(signal, LONGEST_SLEEP);
          continue;
        }
        const rows = this.feed.index.read.all({ after: position, upTo: head, limit: pageSize, ...(types ? { types } : {}) });
        const events = this.decoded(await this.reading(() => this.contents.nearby(rows, types)));
        const last = rows.length < pageSize ? undefined : rows.at(-1);
        position = last ? BigInt(last.position) : laterPosition(position, head);
        page = { events, position, caughtUp: position >= head };
      } catch (error) {
        if (ended()) return;
        if (faultKind(error) === 'mend') throw error;
        await pause(backoff(attempt++), signal);
        continue;
      }
      attempt = 0;
      begun = true;
      yield page;
    }
  }

  async health(): Promise<Health> {
    const ill = (reason: string): Health => ({ engine: 'eventstoredb', ok: false, reason });
    if (this.closing.signal.aborted) return ill('the log is closed');
    try {
      await this.feed.ready(Math.min(this.patience, 5_000));
    } catch (error) {
      return ill(serverFault(error, this.connection.hosts).message);
    }
    const { fault } = this.feed;
    // What can be read is served, so that the log is well enough; it is said all the same.
    return fault ? ill(fault.message) : { engine: 'eventstoredb', ok: true, ...(this.refusal ? { reason: this.refusal.message } : {}) };
  }

  hurry(): void {
    this.feed.hurry();
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await atMost(LAST_APPENDS, Promise.allSettled(this.underWay));
    await this.feed.close();
    await this.connection.close();
    this.index.close();
  }

  /** In the order given: a stream has its next turn when what came between is written. */
  private async appendCarried(events: readonly NewEvent[], expected: Expectation, recordedAt: readonly Moment[]): Promise<AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (const { from, to } of turnsOf(events)) outcomes.push(...(await this.appendAll(events.slice(from, to), expected, recordedAt.slice(from, to))));
    return outcomes;
  }

  private async appendAll(events: readonly NewEvent[], expected: Expectation, recordedAt?: readonly Moment[]): Promise<AppendOutcome[]> {
    this.requireOpen();
    if (!this.options.writer) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'this log is open for reading only');
    const encoded = events.map((event) => this.options.codec.encode(event));
    const parts = partsOf(encoded, expected, recordedAt);
    if (expected !== 'any' && parts.length > 1) throw new RapportError('RAPPORT_BAD_REQUEST', 'a revision can be expected of one stream at a time');
    for (const part of parts) requireSize(part);
    await this.feed.ready(this.patience);
    const settled = await this.appender.append(parts);
    const outcomes = new Map<string, AppendOutcome[]>();
    for (const [index, result] of settled.entries()) {
      if (result.status === 'rejected') {
        if (faultKind(result.reason) === 'mend') this.refusal = serverFault(result.reason, this.connection.hosts);
        throw result.reason;
      }
      this.refusal = undefined;
      outcomes.set(parts[index]?.stream ?? '', result.value);
    }
    return encoded.flatMap(({ stream }) => outcomes.get(stream)?.shift() ?? []);
  }

  private async indexed<Result>(work: (index: LogIndex) => Result): Promise<Result> {
    this.requireOpen();
    await this.feed.ready(this.patience);
    return work(await this.feed.folded(this.patience));
  }

  /** Tries again while the server cannot be reached, for as long as a caller may wait. */
  private async reading<Result>(work: (index: LogIndex) => Promise<Result>): Promise<Result> {
    this.requireOpen();
    await this.feed.ready(this.patience);
    const until = performance.now() + this.patience;
    for (let attempt = 0; ; attempt++) {
      try {
        return await work(await this.feed.folded(this.patience));
      } catch (error) {
        const kind = faultKind(error);
        const wait = backoff(attempt);
        if (kind === 'mend' || kind === 'refused' || performance.now() + wait > until) throw serverFault(error, this.connection.hosts);
        await pause(wait, this.closing.signal);
        this.requireOpen();
      }
    }
  }

  private decoded(events: readonly StoredEvent[]): RecordedEvent[] {
    return events.map((event) => this.options.codec.decode(event));
  }

  private requireOpen(): void {
    if (this.closing.signal.aborted) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the log is closed');
  }
}
