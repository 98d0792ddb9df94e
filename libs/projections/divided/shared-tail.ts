import type { EventLog, Page, Subscribe } from '#event-log';
import { laterPosition, type Position } from '#kernel';
import type { RecordedEvent } from '#touchpoints';

/** Events kept, at most. */
const KEPT = 20_000;
const PAGE = 1_000;

/**
 * The log as several readers in one process follow it: its end is read once and kept for a while, so that each further reader costs no further reading or
 * decoding. Who is further behind reads from the log itself until it has caught up with what is kept.
 */
export class SharedTail {
  private events: RecordedEvent[] = [];
  /** What is kept begins after here, and reaches to there. */
  private begin: Position | undefined;
  private end: Position = 0n;
  private fault: { readonly error: unknown } | undefined;
  private readonly waiting = new Set<() => void>();
  private readonly stop = new AbortController();
  private pumping: Promise<void> | undefined;
  private starting: Promise<void> | undefined;

  constructor(private readonly log: EventLog) {}

  /** The log, with subscriptions without a filter read from the shared end. */
  view(): EventLog {
    const subscribe = (query: Subscribe): AsyncIterable<Page> => (query.types ? this.log.subscribe(query) : this.pages(query));
    return new Proxy(this.log, {
      get: (target, name): unknown => {
        if (name === 'subscribe') return subscribe;
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }

  close(): void {
    this.stop.abort();
    this.wake();
  }

  private async *pages({ after, pageSize = PAGE, signal }: Subscribe): AsyncIterable<Page> {
    let position = after;
    let begun = false;
    await this.start();
    while (!signal.aborted && !this.stop.signal.aborted) {
      if (this.fault) throw this.fault.error;
      const page = this.begin !== undefined && position >= this.begin ? this.kept(position, pageSize) : await this.read(position, pageSize);
      if (begun && page.events.length === 0 && page.position <= position) {
        await this.growth(signal);
        continue;
      }
      begun = true;
      position = laterPosition(position, page.position);
      yield page;
    }
  }

  private kept(after: Position, limit: number): Page {
    const from = firstAfter(this.events, after);
    const events = this.events.slice(from, from + limit);
    const whole = from + events.length >= this.events.length;
    return { events, position: whole ? this.end : (events.at(-1)?.position ?? this.end), caughtUp: whole };
  }

  private async read(after: Position, limit: number): Promise<Page> {
    const head = await this.log.head();
    const events = await this.log.readAll({ after, upTo: head, limit });
    const whole = events.length < limit;
    return { events, position: whole ? laterPosition(head, after) : (events.at(-1)?.position ?? head), caughtUp: whole };
  }

  private async start(): Promise<void> {
    this.starting ??= this.begins().finally(() => (this.starting = undefined));
    await this.starting;
  }

  private async begins(): Promise<void> {
    if (this.pumping) return;
    const head = await this.log.head();
    this.fault = undefined;
    this.events = [];
    this.begin = head;
    this.end = head;
    this.pumping = this.pump(head);
  }

  private async pump(after: Position): Promise<void> {
    try {
      for await (const page of this.log.subscribe({ after, signal: this.stop.signal })) {
        this.events.push(...page.events);
        this.end = laterPosition(this.end, page.position);
        if (this.events.length > KEPT) {
          const dropped = this.events.splice(0, this.events.length - KEPT / 2);
          this.begin = dropped.at(-1)?.position ?? this.begin;
        }
        this.wake();
      }
    } catch (error) {
      this.fault = { error };
      this.pumping = undefined;
      this.wake();
    }
  }

  private growth(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}

/** Index of the first event beyond a position, in a list in order. */
function firstAfter(events: readonly RecordedEvent[], position: Position): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.position ?? 0n) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
