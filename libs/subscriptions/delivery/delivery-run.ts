import { formatPosition, type Position } from '#kernel';
import type { RecordedEvent } from '#touchpoints';
import { isBookkeeping } from '../registry/subscribed-types';
import type { Failure } from '../sending/outcome';
import { Attempts } from './attempts';
import { Bell } from './bell';
import type { HeldLane } from './held-lane';
import { type Lane, Lanes } from './lane';
import type { RunSpec, RunTools } from './run-spec';
import { Slots } from './slots';

/** Calls under way at once. */
const CONCURRENCY = 8;
/** Events read and not yet settled. */
const WINDOW = 200;
const PAGE = 100;
/** Customers that are tried again by themselves. Beyond, nothing new is read: a receiver that is down must not make the whole log wait in lanes. */
const MOST_RETRYING = 200;
/** ms */
const CURSOR_EVERY = 200;
const LONGEST_NAP = 1_000;
const SHORTEST_NAP = 20;

/**
 * Tells one receiver what the log holds: at least once, in order per customer. A customer whose event fails is held, with what follows, while the others flow.
 * What it knows lies in the book; killed at any moment it repeats some calls and leaves none out. Memory and concurrency are bounded.
 */
export class DeliveryRun {
  private readonly lanes = new Lanes();
  private readonly slots = new Slots(CONCURRENCY);
  private readonly draining = new Set<string>();
  private readonly stop = new AbortController();
  private readonly attempts: Attempts;
  private readonly alarm = new Bell();
  /** Lanes that are held, among those of the page at hand: only this run holds and frees them. */
  private held = new Set<string>();
  private read: Position;
  private saved = { position: -1n, delivered: 0, at: 0 };
  private retrying = 0;
  private ended = false;
  private turn: Promise<unknown> = Promise.resolve();
  private fault: { readonly error: unknown } | undefined;

  constructor(private readonly spec: RunSpec, private readonly tools: RunTools) {
    this.read = spec.after;
    this.attempts = new Attempts(spec, tools);
  }

  /** Until the signal, the end of a replay, or a receiver that is gone. @throws what the store or the log threw; RAPPORT_FENCED after a later reign */
  async run(signal: AbortSignal): Promise<void> {
    const cursor = await this.tools.book.cursor(this.spec.run);
    if (cursor?.done === true) return;
    if (cursor) [this.read, this.attempts.delivered] = [cursor.position, cursor.delivered];
    const stop = (): void => {
      this.end();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    try {
      await Promise.all([this.guarded(() => this.readOn()), this.guarded(() => this.tryAgain())]);
      while (this.slots.free < CONCURRENCY) await this.slots.rung(LONGEST_NAP);
      if (this.fault) throw this.fault.error;
      await this.saveCursor(true);
    } finally {
      this.attempts.over();
      signal.removeEventListener('abort', stop);
    }
  }

  private async readOn(): Promise<void> {
    const { log, visible } = this.tools;
    const { types, upTo } = this.spec;
    const { signal } = this.stop;
    for await (const page of log.subscribe({ after: this.read, ...(types ? { types } : {}), pageSize: PAGE, signal })) {
      if (page.events.length > 0) await visible(page.position, signal);
      for (const { event, names } of await this.named(page.events.filter(({ position }) => upTo === undefined || position <= upTo))) {
        if (!(await this.admit(event, names))) return;
        this.read = event.position;
      }
      if (this.stopped()) return;
      this.read = upTo === undefined || page.position < upTo ? page.position : upTo;
      await this.saveCursor(false);
      if (this.read === upTo) break;
    }
    if (upTo === undefined || this.stopped()) return;
    while (this.lanes.size > 0 && !this.stopped()) await this.slots.rung(LONGEST_NAP);
    this.ended = true;
    this.alarm.ring();
  }

  /** What is to be sent of a page, with the names of the lanes that each event has to queue behind. */
  private async named(events: readonly RecordedEvent[]): Promise<{ readonly event: RecordedEvent; readonly names: readonly string[] }[]> {
    const { book, ownerOf } = this.tools;
    const named = await Promise.all(events.filter((event) => this.wants(event)).map(async (event) => ({ event, names: (await ownerOf(event)).lanes })));
    const names = new Set(named.flatMap((each) => each.names));
    await this.alone(async () => {
      this.held = new Set((await book.heldAmong(this.spec.run, [...names])).map(({ lane }) => lane));
    });
    return named;
  }

  private wants({ type, backfill }: RecordedEvent): boolean {
    return (this.spec.includeBackfill || backfill !== true) && (this.spec.types !== undefined || !isBookkeeping(type));
  }

  /** Answers false where the run is being stopped first. */
  private async admit(event: RecordedEvent, names: readonly string[]): Promise<boolean> {
    const { book, fence } = this.tools;
    const { run } = this.spec;
    while ((this.lanes.size >= WINDOW || this.retrying >= MOST_RETRYING) && !this.stopped()) {
      await this.saveCursor(false);
      await this.slots.rung(LONGEST_NAP);
    }
    while (!this.stopped()) {
      const admitted = await this.alone(async () => {
        const under = names.filter((name) => this.lanes.has(name));
        const held = names.filter((name) => this.held.has(name));
        if (under.length + held.length > 1) return this.joined(under, held);
        if (held[0] !== undefined) await book.queue(run, held[0], [event], fence);
        else this.lanes.add(under[0] ?? names[0] ?? event.stream, event);
        return true;
      });
      if (admitted) {
        this.pump();
        return true;
      }
      await this.slots.rung(LONGEST_NAP);
    }
    return false;
  }

  private stopped(): boolean {
    return this.stop.signal.aborted;
  }

  /** A customer who was several has several lanes: they run empty, or into one. */
  private async joined(under: readonly string[], held: readonly string[]): Promise<false> {
    const { book, fence } = this.tools;
    if (under.length > 0 || held.some((lane) => this.draining.has(lane))) return false;
    const [into, from] = (await book.heldAmong(this.spec.run, held)).sort((a, b) => (BigInt(a.event.position) < BigInt(b.event.position) ? -1 : 1));
    if (into && from) {
      await book.join(this.spec.run, into, from, fence);
      this.held.delete(from.lane);
    }
    this.slots.ring();
    return false;
  }

  private pump(): void {
    while (!this.stopped() && this.slots.free > 0) {
      const lane = this.lanes.take();
      if (!lane) return;
      this.slots.take();
      void this.guarded(() => this.step(lane)).finally(() => {
        this.slots.give();
        this.pump();
      });
    }
  }

  private async step(lane: Lane): Promise<void> {
    const [event] = lane.queue;
    if (!event) return;
    const outcome = await this.deliver(event);
    if (outcome === undefined) return;
    if (outcome === 'delivered') {
      this.lanes.advance(lane);
      return;
    }
    const { book, clock, fence } = this.tools;
    await this.alone(async () => {
      const now = clock.now();
      const nextAttemptAt = this.attempts.next(1, outcome);
      await book.hold({ run: this.spec.run, subscription: this.spec.subscription, lane: lane.name, events: lane.queue, failure: outcome, now, nextAttemptAt }, fence);
      this.held.add(lane.name);
      if (nextAttemptAt !== undefined) this.retrying += 1;
      this.lanes.remove(lane);
    });
    this.alarm.ring();
  }

  /** Undefined where it does not count: the run is being stopped. */
  private async deliver(event: RecordedEvent): Promise<Failure | 'delivered' | undefined> {
    const { book, clock, fence, gone } = this.tools;
    const outcome = await this.attempts.send(event);
    switch (outcome?.kind) {
      case 'delivered':
        if (outcome.back === true) await this.alone(() => book.bringForward(this.spec.run, clock.now(), fence));
        return 'delivered';
      case 'gone':
        this.end();
        await gone();
        return undefined;
      default:
        return outcome;
    }
  }

  private async tryAgain(): Promise<void> {
    const { book, clock } = this.tools;
    const { run } = this.spec;
    while (!this.stopped()) {
      const held = await book.heldCounts({ run });
      this.retrying = held.retrying;
      for (const lane of await book.due(run, clock.now(), CONCURRENCY * 2)) {
        if (this.draining.has(lane.lane) || !this.slots.take()) continue;
        this.draining.add(lane.lane);
        void this.guarded(() => this.drain(lane)).finally(() => {
          this.draining.delete(lane.lane);
          this.slots.give();
          this.alarm.ring();
          this.pump();
        });
      }
      if (this.ended && held.retrying + held.parked === 0) return;
      await this.saveCursor(false);
      const next = await book.nextDue(run);
      await this.alarm.rung(Math.min(LONGEST_NAP, Math.max(SHORTEST_NAP, (next ?? Infinity) - clock.now())));
    }
  }

  /** Sends what waits in a held lane, until it is empty or fails again. */
  private async drain(held: HeldLane): Promise<void> {
    const { log, book, clock, fence } = this.tools;
    const { run } = this.spec;
    while (!this.stopped()) {
      const freed = await this.alone(async () => {
        const [position] = await book.waiting(run, held.lane, 1);
        if (position !== undefined) return position;
        await book.free(run, held.lane, fence);
        this.held.delete(held.lane);
        return undefined;
      });
      if (freed === undefined) return;
      const event = await log.event(freed);
      const outcome = event ? await this.deliver(event) : 'delivered';
      if (outcome === undefined) return;
      if (event && outcome !== 'delivered') {
        const attempts = held.event.position === formatPosition(event.position) ? held.attempts : 0;
        await book.failed(held, event, outcome, clock.now(), this.attempts.next(attempts + 1, outcome), fence);
        return;
      }
      await book.settled(run, held.lane, [freed], fence);
    }
  }

  /** Everything below the first event that is not settled need not be read again. */
  private async saveCursor(now: boolean): Promise<void> {
    const { book, clock, fence } = this.tools;
    const { lowest } = this.lanes;
    const position = lowest === undefined ? this.read : lowest - 1n;
    const { delivered } = this.attempts;
    const done = this.ended && this.lanes.size === 0;
    if (!done && ((position === this.saved.position && delivered === this.saved.delivered) || (!now && clock.now() - this.saved.at < CURSOR_EVERY))) return;
    this.saved = { position, delivered, at: clock.now() };
    await book.moveCursor(this.spec.run, { position, delivered, done }, fence);
  }

  /** Whether a lane is held is asked and answered by one at a time. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** The first fault ends the run. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.fault ??= { error };
      this.end();
    }
  }

  private end(): void {
    if (this.stopped()) return;
    this.attempts.end();
    this.stop.abort();
    this.slots.ring();
    this.alarm.ring();
  }
}
