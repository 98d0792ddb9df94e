import { pause, RapportError } from '#kernel';
import { Arrivals } from './arrivals';
import { backoff } from './backoff';
import { factsOf } from './event-record';
import { type IndexEntry, isTombstone } from './log-index/index-entry';
import type { LogIndex } from './log-index/log-index';
import type { RecentEvents } from './recent-events';
import type { Connection } from './wire/connection';
import type { LogPosition, ReadMessage, ServerEvent } from './wire/messages';
import { faultKind, isNoBoundary, serverFault } from './wire/server-fault';

export interface FeedOptions {
  readonly connection: Connection;
  readonly index: LogIndex;
  readonly recent: RecentEvents;
  /** What the names of our streams begin with at the server. */
  readonly prefix: string;
  readonly warn: (sentence: string) => void;
}

/** The most events that are folded in one transaction: many small ones cost more than they hold. */
const BATCH = 2_000;
/** How long what has come may wait for the fold while nobody asks for it, ms. */
const LATEST = 200;
/** The most streams whose next revision is kept in memory. */
const KNOWN_TAILS = 50_000;
/** How long an append's events may be under way to the index before the subscription is begun anew, ms. */
const STALLED = 5_000;
/** How long to wait for the subscription to begin anew before looking again, ms. */
const MOMENT = 20;
/** Between two attempts where somebody has to mend something first, ms. */
const MENDING = 5_000;
const OLDEST_VERSION = [23, 10] as const;

/**
 * The one subscription of an instance: brings the log of the namespace, in order, into its index, and wakes whoever waits for that. What appends must
 * know is known as soon as it has come; the index has it when somebody reads, and a moment later at the latest. When the subscription ends it is begun
 * again where it was, by this one loop alone, whatever the reason.
 */
export class Feed {
  readonly arrivals = new Arrivals();
  private readonly stopping = new AbortController();
  /** Until the log has come to which position; -1: until anything comes. */
  private readonly waiting = new Map<() => void, number>();
  private readonly running: Promise<void>;
  private restart = new AbortController();
  private entries: IndexEntry[] = [];
  /** Where the events of the entries came first. */
  private readonly pending = new Map<string, number>();
  /** The next revisions at the server, of the streams of the entries and of others. */
  private readonly tails = new Map<string, number>();
  private reached: LogPosition | undefined;
  /** The highest position that has ever come. */
  private furthest = -1;
  private flushing: NodeJS.Timeout | undefined;
  private waking: NodeJS.Immediate | undefined;
  /** Of the index, which ends the subscription. */
  private failure: unknown;
  private trouble: RapportError | undefined;
  private mustBeMended = false;
  private begun = false;
  private hurried = false;

  constructor(private readonly options: FeedOptions) {
    this.running = this.supervise();
  }

  /** Why nothing comes at present; undefined while all is well. */
  get fault(): RapportError | undefined {
    if (this.trouble) return this.trouble;
    return this.begun ? undefined : new RapportError('RAPPORT_STORE_UNAVAILABLE', `the log index is reading the log, and has come to position ${String(this.options.index.checkpoint?.commit ?? 0)}`);
  }

  /** With everything in it that has come. */
  get index(): LogIndex {
    this.flush();
    return this.options.index;
  }

  /** The next revision that the server counts in a stream, as far as the log has come; 0 for a stream that is not there. */
  tailOf(stream: string): number {
    return this.tails.get(stream) ?? this.options.index.read.stream(stream).nextAtServer;
  }

  /** Looks up all at once what `tailOf` is about to be asked for. */
  prepareTails(streams: readonly string[]): void {
    const unknown = streams.filter((stream) => !this.tails.has(stream));
    if (unknown.length < 2) return;
    const found = this.options.index.read.tails(unknown);
    for (const stream of unknown) this.tails.set(stream, found.get(stream) ?? 0);
  }

  /** From now until they are released, `arrivals` knows of the keys what the log says, as far as it has come. */
  watch(keys: readonly string[]): void {
    const unseen = this.arrivals.watch(keys);
    if (unseen.length === 0) return;
    for (const [key, { position }] of this.options.index.read.find(unseen)) this.arrivals.note(key, position, undefined);
    for (const key of unseen) {
      const position = this.pending.get(key);
      if (position !== undefined) this.arrivals.note(key, position, undefined);
    }
  }

  /** When the index has caught up with the log for the first time. @throws what is in the way, after `patience` ms, at the signal, or as soon as it is clear that it stays */
  async ready(patience: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + patience;
    while (!this.begun) {
      const stopped = this.hurried || this.stopping.signal.aborted || signal?.aborted === true;
      if (stopped || this.mustBeMended || performance.now() >= until) throw this.fault ?? new RapportError('RAPPORT_STORE_UNAVAILABLE', 'EventStoreDB does not answer');
      await this.growth(signal, Math.min(until - performance.now(), 1_000));
    }
  }

  /** When everything up to the position has come. */
  async passed(position: number, patience: number): Promise<void> {
    const from = performance.now();
    let nudged = false;
    while ((this.reached?.commit ?? -1) < position) {
      const waited = performance.now() - from;
      if (waited > patience || this.stopping.signal.aborted) throw this.fault ?? new RapportError('RAPPORT_STORE_UNAVAILABLE', 'what was appended does not come back from EventStoreDB: send it again, with the same ids');
      if (waited > STALLED && !nudged) {
        nudged = true;
        this.restart.abort();
      }
      await this.growth(undefined, 1_000, position);
    }
  }

  /** The index, when it has all that has come, or more: up to the position. */
  async folded(patience: number, position = this.furthest): Promise<LogIndex> {
    const until = performance.now() + patience;
    while ((this.index.checkpoint?.commit ?? -1) < position) {
      await this.passed(position, until - performance.now());
      if (this.failure !== undefined) await this.growth(undefined, MOMENT);
    }
    return this.options.index;
  }

  /** Resolves when the log has come to the position, or at its next growth without one; at the signal, or after `milliseconds`. */
  growth(signal: AbortSignal | undefined, milliseconds: number, position = -1): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.waiting.set(done, position);
      signal?.addEventListener('abort', done);
    });
  }

  /** From now on nobody waits for the first catching up. */
  hurry(): void {
    this.hurried = true;
    for (const done of [...this.waiting.keys()]) done();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    this.restart.abort();
    for (const done of [...this.waiting.keys()]) done();
    await this.running;
  }

  private async supervise(): Promise<void> {
    for (let attempt = 0; !this.stopping.signal.aborted; ) {
      this.restart = new AbortController();
      const before = this.reached;
      try {
        await this.prepare();
        await this.follow();
      } catch (error) {
        attempt = await this.recover(this.failure ?? error, this.reached === before ? attempt : 0);
      } finally {
        this.failure = undefined;
        this.drop();
        this.tails.clear();
        this.reached = this.options.index.checkpoint;
      }
    }
  }

  /** Answers the number of the attempt that comes next. */
  private async recover(error: unknown, attempt: number): Promise<number> {
    if (this.stopping.signal.aborted || (this.restart.signal.aborted && this.failure === undefined)) return 0;
    const kind = faultKind(error);
    if (kind === 'at-once' && attempt === 0) return 1;
    if (isNoBoundary(error)) this.beginAgain('its last position is none of this log\'s');
    this.complain(serverFault(error, this.options.connection.hosts));
    this.mustBeMended = kind === 'mend';
    this.wake();
    await pause(kind === 'mend' ? MENDING : backoff(attempt), this.stopping.signal);
    return attempt + 1;
  }

  /** Sees to it that the index belongs to this log. */
  private async prepare(): Promise<void> {
    const { connection, index } = this.options;
    if (this.reached === undefined) requireVersion(await connection.version());
    const last = index.read.last();
    const { checkpoint } = index;
    if (last) {
      if ((await this.eventAt(last.position))?.id.replaceAll('-', '') !== last.key) this.beginAgain('its last event is none of this log\'s');
      else if (checkpoint && checkpoint.commit !== last.position && !(await this.eventAt(checkpoint.commit))) {
        this.reached = { commit: last.position, prepare: last.position };
        index.fold([], this.reached);
      }
    } else if (checkpoint && !(await this.eventAt(checkpoint.commit))) {
      this.beginAgain('its position is none of this log\'s');
    }
  }

  private async eventAt(commit: number): Promise<ServerEvent | undefined> {
    try {
      for await (const message of this.options.connection.readLog({ from: { commit, prepare: commit }, direction: 'forwards', count: 1 })) {
        if (message.kind === 'event' && message.event.position.commit === commit) return message.event;
      }
    } catch (error) {
      if (!isNoBoundary(error)) throw error;
    }
    return undefined;
  }

  private async follow(): Promise<void> {
    const { connection, index, prefix } = this.options;
    this.reached = index.checkpoint;
    try {
      for await (const message of connection.subscribe({ after: index.checkpoint ?? 'start', filter: { streams: [prefix] } }, this.restart.signal)) this.take(message);
    } finally {
      this.flush();
    }
    throw new RapportError('RAPPORT_STORE_UNAVAILABLE', `EventStoreDB at ${connection.hosts} has ended the subscription`);
  }

  private take(message: ReadMessage): void {
    switch (message.kind) {
      case 'event':
        this.takeEvent(message.event);
        break;
      case 'checkpoint':
        if (message.position.commit > (this.reached?.commit ?? -1)) this.reached = message.position;
        this.flushSoon();
        break;
      case 'caught-up':
        this.flush();
        this.begun ||= this.failure === undefined;
        this.wake();
        break;
      case 'no-stream':
      case 'other':
        this.settle();
        break;
    }
  }

  private takeEvent(event: ServerEvent): void {
    const entry = this.entryOf(event);
    const { position, stream, atServer, own } = entry;
    this.entries.push(entry);
    if (!isTombstone(entry)) this.tails.set(stream, atServer + 1);
    if (own) {
      if (!this.pending.has(own.key)) this.pending.set(own.key, position);
      this.arrivals.note(own.key, position, own.append);
    }
    this.options.recent.add(event);
    this.reached = event.position;
    this.furthest = Math.max(this.furthest, event.position.commit);
    this.flushSoon();
  }

  private entryOf(event: ServerEvent): IndexEntry {
    const place = { position: event.position.commit, stream: event.stream.slice(this.options.prefix.length), atServer: event.revision };
    const facts = this.arrivals.factsOf(event) ?? factsOf(event);
    return facts ? { ...place, own: { key: event.id, type: event.type, occurredAt: facts.occurredAt, recordedAt: facts.recordedAt, append: facts.append } } : place;
  }

  private flushSoon(): void {
    if (this.entries.length >= BATCH) this.flush();
    else this.flushing ??= setTimeout(() => { this.flush(); }, LATEST);
    this.waking ??= setImmediate(() => { this.wake(); });
  }

  private flush(): void {
    clearTimeout(this.flushing);
    this.flushing = undefined;
    if (this.failure !== undefined || !this.reached || this.reached === this.options.index.checkpoint) return;
    const entries = this.drop();
    try {
      this.options.index.fold(entries, this.reached);
      if (this.tails.size > KNOWN_TAILS) this.tails.clear();
    } catch (error) {
      // Nothing further is folded over the gap: the subscription begins again before it.
      this.failure = error;
      this.restart.abort();
    }
  }

  /** Answers what is no longer kept. */
  private drop(): IndexEntry[] {
    const { entries } = this;
    this.entries = [];
    this.pending.clear();
    return entries;
  }

  private settle(): void {
    this.trouble = undefined;
    this.mustBeMended = false;
  }

  private complain(fault: RapportError): void {
    if (this.trouble?.message !== fault.message) this.options.warn(fault.message);
    this.trouble = fault;
  }

  private beginAgain(why: string): void {
    this.options.warn(`the log index is built again: ${why}`);
    this.options.index.empty();
    this.options.recent.clear();
    this.arrivals.forget();
    this.reached = undefined;
    this.furthest = -1;
  }

  private wake(): void {
    clearImmediate(this.waking);
    this.waking = undefined;
    const reached = this.reached?.commit ?? -1;
    for (const [done, position] of [...this.waiting]) if (position <= reached) done();
  }
}

function requireVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw Object.assign(new Error(`version ${version}`), { code: 12 });
}
