import { resolve } from 'node:path';
import { storeFault } from '#embedded';
import { type Clock, laterPosition, type Moment, type Position, RapportError, VirtualClock } from '#kernel';
import type { NewEvent, RecordedEvent } from '#touchpoints';
import type { EventCodec } from '../codec';
import type { AppendOptions, AppendOutcome, EventLog, Health, Page, ReadAll, ReadHistory, ReadStream, Subscribe } from '../event-log';
import { type Appender, AppendQueue } from './append-queue';
import { announceHead, HeadListener } from './head-channel';
import { LogReader } from './log-reader';
import { LogWriter } from './log-writer';
import { WriterThread } from './writer-thread';

export interface EmbeddedLogOptions {
  readonly file: string;
  readonly codec: EventCodec;
  readonly clock: Clock;
  /** `thread` (a server): the writer lives on a thread of its own. `here` (commands, tests). `none`: reads only. */
  readonly writer: 'thread' | 'here' | 'none';
}

/** How long a subscription sleeps at most without word of growth, ms: the channel may miss what another process writes. */
const LONGEST_SLEEP = 1_000;
const PAGE = 1_000;

/** The log in one SQLite file, for one machine. The caller holds the data folder's lock. */
export class EmbeddedEventLog implements EventLog {
  private closed = false;

  private constructor(private readonly options: EmbeddedLogOptions, private readonly reader: LogReader, private readonly listener: HeadListener, private readonly appender: Appender | undefined, private readonly closeAnnouncer: () => void) {}

  static async open(given: EmbeddedLogOptions): Promise<EmbeddedEventLog> {
    const options = { ...given, file: resolve(given.file) };
    let appender: Appender | undefined;
    let closeAnnouncer = (): void => undefined;
    if (options.writer === 'thread') appender = await WriterThread.start({ file: options.file, clockOffset: options.clock instanceof VirtualClock ? options.clock.shift : 0 });
    if (options.writer === 'here') {
      const announcer = announceHead(options.file);
      closeAnnouncer = announcer.close;
      appender = new AppendQueue(new LogWriter(options.file, options.clock), announcer.announce);
    }
    return new EmbeddedEventLog(options, new LogReader(options.file, options.codec), new HeadListener(options.file), appender, closeAnnouncer);
  }

  async append(events: readonly NewEvent[], { expectedRevision, recordedAt }: AppendOptions = {}): Promise<AppendOutcome[]> {
    if (!this.appender) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'this log is open for reading only');
    const { positions, differs, error } = await this.appender.append({ events: events.map((event) => this.options.codec.encode(event)), expectedRevision, recordedAt });
    if (error) throw error;
    this.listener.wake();
    return positions.map((position, index) => (position > 0 ? { status: 'appended', position: BigInt(position) } : { status: 'duplicate', position: BigInt(-position), differs: differs.includes(index) }));
  }

  head(): Promise<Position> {
    return this.attempt(() => this.reader.head());
  }

  positionAt(recordedAt: Moment): Promise<Position> {
    return this.attempt(() => this.reader.positionAt(recordedAt));
  }

  event(position: Position): Promise<RecordedEvent | undefined> {
    return this.attempt(() => this.reader.event(position));
  }

  readAll(query: ReadAll): Promise<RecordedEvent[]> {
    return this.attempt(() => this.reader.readAll(query));
  }

  readStream(stream: string, query: ReadStream): Promise<RecordedEvent[] | undefined> {
    return this.attempt(() => this.reader.readStream(stream, query));
  }

  readHistory(query: ReadHistory): Promise<RecordedEvent[]> {
    return this.attempt(() => this.reader.readHistory(query));
  }

  countsByType(): Promise<Map<string, number>> {
    return this.attempt(() => this.reader.countsByType());
  }

  async *subscribe({ after, types, pageSize = PAGE, signal }: Subscribe): AsyncIterable<Page> {
    let position = after;
    let begun = false;
    while (!signal.aborted && !this.closed) {
      const head = this.read(() => this.reader.head());
      if (begun && head <= position) {
        await this.listener.growth(signal, LONGEST_SLEEP);
        continue;
      }
      const events = this.read(() => this.reader.readAll({ after: position, upTo: head, limit: pageSize, ...(types ? { types } : {}) }));
      position = events.length < pageSize ? laterPosition(position, head) : (events.at(-1)?.position ?? head);
      begun = true;
      yield { events, position, caughtUp: position >= head };
    }
  }

  /** Moves the clock that stamps `recordedAt`. */
  shiftClock(offset: number): void {
    if (this.appender instanceof WriterThread) this.appender.shiftClock(offset);
  }

  /** Gives back the memory of pages that are kept at hand for reading. */
  shrink(): void {
    if (!this.closed) this.reader.shrink();
  }

  health(): Promise<Health> {
    return this.attempt(() => this.reader.head()).then(
      () => ({ engine: 'embedded', ok: true }),
      (error: unknown) => ({ engine: 'embedded', ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.appender?.close();
    this.listener.close();
    this.closeAnnouncer();
    this.reader.close();
  }

  private attempt<Result>(work: () => Result): Promise<Result> {
    return new Promise((done) => {
      done(this.read(work));
    });
  }

  private read<Result>(work: () => Result): Result {
    if (this.closed) throw new RapportError('RAPPORT_SHUTTING_DOWN', 'the log is closed');
    try {
      return work();
    } catch (error) {
      throw storeFault(error, this.options.file);
    }
  }
}
