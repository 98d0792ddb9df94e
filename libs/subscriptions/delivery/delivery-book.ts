import { formatPosition, formatTime, type Moment, parsePosition, type Position } from '#kernel';
import type { Commit, Fence, JsonObject, ReadModelStore, StoredDocument, Write } from '#read-models';
import type { RecordedEvent } from '#touchpoints';
import type { Failure } from '../sending/outcome';
import { HELD, type HeldLane, heldOf, laneKey, WAITING } from './held-lane';

/** Where a run stands. */
export interface Cursor {
  /** Everything up to here has been delivered, or waits in a held lane. */
  readonly position: Position;
  /** Deliveries so far. */
  readonly delivered: number;
  readonly done: boolean;
}

/** What is written of a failure: of one event, with those that queue behind it. */
export interface Hold {
  readonly run: string;
  readonly subscription: string;
  readonly lane: string;
  readonly events: readonly RecordedEvent[];
  readonly failure: Failure;
  readonly now: Moment;
  readonly nextAttemptAt: Moment | undefined;
}

/** A key range is exclusive at its end; this is the character after the slash. */
const AFTER_SLASH = '0';
const CURSOR = 'webhook-cursor/';
const DIGITS = 20;
const PAGE = 500;

/**
 * What delivery must remember over a crash: cursors, and the lanes of customers whose events do not get through. A lane holds positions; the events stay in
 * the log. Every write of a run carries the fence of its reign.
 */
export class DeliveryBook {
  constructor(readonly store: ReadModelStore) {}

  /** Makes its collections; answers the subscriptions that have a cursor. */
  async prepare(): Promise<string[]> {
    await this.store.ensure(HELD);
    await this.store.ensure(WAITING);
    const cursors = await this.store.settings(CURSOR);
    return [...cursors.keys()].map((name) => name.slice(CURSOR.length).split('.')[0] ?? '');
  }

  async cursor(run: string): Promise<Cursor | undefined> {
    const kept = await this.store.setting<{ position: string; delivered: number; done?: boolean }>(`${CURSOR}${run}`);
    return kept && { position: parsePosition(kept.position), delivered: kept.delivered, done: kept.done === true };
  }

  async moveCursor(run: string, { position, delivered, done }: Cursor, fence: Fence): Promise<void> {
    await this.store.commit({ settings: { [`${CURSOR}${run}`]: { position: formatPosition(position), delivered, ...(done ? { done } : {}) } }, fence });
  }

  async heldAmong(run: string, lanes: readonly string[]): Promise<HeldLane[]> {
    const found = await this.store.get(HELD.id, lanes.map((lane) => laneKey(run, lane)));
    return [...found.values()].flatMap(({ document }) => (document ? [heldOf(document)] : []));
  }

  /** An event has failed for the first time: its lane is held from now on. */
  async hold({ run, subscription, lane, events, failure, now, nextAttemptAt }: Hold, fence: Fence): Promise<void> {
    const [head] = events;
    if (!head) return;
    const held = attempted({ run, subscription, lane, attempts: 0, since: formatTime(now), event: nameOf(head) }, failure, nextAttemptAt);
    await this.store.commit({ writes: [waitingWrite(run, lane, events), heldWrite(held, nextAttemptAt)], fence });
  }

  async queue(run: string, lane: string, events: readonly RecordedEvent[], fence: Fence): Promise<void> {
    await this.store.commit({ writes: [waitingWrite(run, lane, events)], fence });
  }

  /** Positions that wait in a lane, first to last. */
  async waiting(run: string, lane: string, limit: number): Promise<Position[]> {
    const prefix = `${laneKey(run, lane)}/`;
    const page = await this.store.scan(WAITING.id, prefix, limit);
    return page.filter(({ key }) => key.startsWith(prefix)).map(({ key }) => BigInt(key.slice(prefix.length)));
  }

  async waitingCount({ run, lane }: Pick<HeldLane, 'run' | 'lane'>): Promise<number> {
    const [count] = await this.store.count({ from: WAITING.id, by: 'lane', where: [{ collection: WAITING.id, field: 'lane', operator: 'eq', value: laneKey(run, lane) }] });
    return count?.count ?? 0;
  }

  /** The head of a held lane was tried again in vain. */
  async failed(before: HeldLane, event: RecordedEvent, failure: Failure, now: Moment, nextAttemptAt: Moment | undefined, fence: Fence): Promise<void> {
    const same = before.event.position === formatPosition(event.position);
    await this.store.commit({ writes: [heldWrite(attempted({ ...before, ...(same ? {} : { attempts: 0, since: formatTime(now) }), event: nameOf(event) }, failure, nextAttemptAt), nextAttemptAt)], fence });
  }

  async settled(run: string, lane: string, positions: readonly Position[], fence: Fence): Promise<void> {
    await this.store.commit({ writes: [{ collection: WAITING.id, remove: positions.map((position) => waitingKey(run, lane, position)) }], fence });
  }

  /** Nothing waits in the lane any more. */
  async free(run: string, lane: string, fence: Fence): Promise<void> {
    await this.store.commit({ writes: [{ collection: HELD.id, remove: [laneKey(run, lane)] }], fence });
  }

  /** Two customers have become one: what waits for one waits behind the other. */
  async join(run: string, into: HeldLane, from: HeldLane, fence: Fence): Promise<void> {
    for (;;) {
      const positions = await this.waiting(run, from.lane, PAGE);
      const put = positions.map((position): StoredDocument => waitingDocument(run, into.lane, position));
      const last = positions.length < PAGE;
      await this.store.commit({ writes: [{ collection: WAITING.id, put, remove: positions.map((position) => waitingKey(run, from.lane, position)) }, ...(last ? [{ collection: HELD.id, remove: [laneKey(run, from.lane)] }] : [])], fence });
      if (last) return;
    }
  }

  /** Held lanes whose time to try again has come. */
  async due(run: string, now: Moment, limit: number): Promise<HeldLane[]> {
    const keys = await this.store.due(HELD.id, now, limit, rangeOf(run));
    const found = await this.store.get(HELD.id, keys);
    return keys.flatMap((key) => {
      const document = found.get(key)?.document;
      return document ? [heldOf(document)] : [];
    });
  }

  nextDue(run: string): Promise<Moment | undefined> {
    return this.store.nextDue(HELD.id, rangeOf(run));
  }

  /** Of a subscription, by lane; of all of its runs. */
  async heldLanes(subscription: string, state: HeldLane['state'], limit: number, after?: string): Promise<{ lanes: HeldLane[]; next?: string }> {
    const where = [['subscription', subscription] as const, ['state', state] as const].map(([field, value]) => ({ collection: HELD.id, field, operator: 'eq' as const, value }));
    const { keys, next } = await this.store.find({ from: HELD.id, where, limit, ...(after === undefined ? {} : { after: { key: after } }) });
    const found = await this.store.get(HELD.id, keys);
    const lanes = keys.flatMap((key) => {
      const document = found.get(key)?.document;
      return document ? [heldOf(document)] : [];
    });
    return { lanes, ...(next ? { next: next.key } : {}) };
  }

  /** Of a run, or of a subscription with all of its runs. */
  async heldCounts(of: { readonly run: string } | { readonly subscription: string }): Promise<Record<HeldLane['state'], number>> {
    const where = Object.entries(of).map(([field, value]) => ({ collection: HELD.id, field, operator: 'eq' as const, value }));
    const counts = await this.store.count({ from: HELD.id, by: 'state', where });
    const countOf = (state: HeldLane['state']): number => counts.find(({ value }) => value === state)?.count ?? 0;
    return { retrying: countOf('retrying'), parked: countOf('parked') };
  }

  /** A held lane is tried again now, with all tries before it. */
  async release(held: HeldLane, now: Moment): Promise<void> {
    await this.store.commit({ writes: [heldWrite({ ...held, state: 'retrying', attempts: 0, nextAttemptAt: formatTime(now) }, now)] });
  }

  /** Gives up the event at the head of a lane, or all that waits in it; answers how many that were. */
  async drop({ run, lane }: HeldLane, all: boolean): Promise<number> {
    for (let dropped = 0; ; ) {
      const positions = await this.waiting(run, lane, all ? PAGE : 1);
      await this.store.commit({ writes: [{ collection: WAITING.id, remove: positions.map((position) => waitingKey(run, lane, position)) }] });
      dropped += positions.length;
      if (!all || positions.length < PAGE) return dropped;
    }
  }

  /** Lanes that wait for their next try are tried now: the receiver is back. */
  async bringForward(run: string, now: Moment, fence?: Fence): Promise<void> {
    const { from, below } = rangeOf(run);
    const page = await this.store.scan(HELD.id, from, PAGE);
    const retrying = page.filter(({ key, dueAt }) => key < below && dueAt !== undefined && dueAt > now).flatMap(({ document }) => (document ? [heldOf(document)] : []));
    if (retrying.length > 0) await this.store.commit({ writes: retrying.map((held) => heldWrite({ ...held, nextAttemptAt: formatTime(now) }, now)), ...(fence ? { fence } : {}) });
  }

  /** Forgets all that is kept of a subscription's runs. */
  async forget(subscription: string): Promise<void> {
    for (const { id } of [HELD, WAITING]) {
      for (let page = [{ key: subscription }]; page.length > 0; ) {
        page = (await this.store.scan(id, page.at(-1)?.key, PAGE)).filter(({ key }) => key.startsWith(subscription));
        if (page.length > 0) await this.store.commit({ writes: [{ collection: id, remove: page.map(({ key }) => key) }] });
      }
    }
    const cursors = await this.store.settings(`${CURSOR}${subscription}`);
    await this.store.commit({ settings: Object.fromEntries([...cursors.keys()].map((name) => [name, null])) } satisfies Commit);
  }
}

function attempted(held: Pick<HeldLane, 'run' | 'subscription' | 'lane' | 'attempts' | 'since' | 'event'>, { message, status }: Failure, nextAttemptAt: Moment | undefined): HeldLane {
  return { ...held, attempts: held.attempts + 1, state: nextAttemptAt === undefined ? 'parked' : 'retrying', error: { message, ...(status === undefined ? {} : { status }) }, nextAttemptAt: nextAttemptAt === undefined ? null : formatTime(nextAttemptAt) };
}

function heldWrite(held: HeldLane, dueAt: Moment | undefined): Write {
  const document: JsonObject = { ...held };
  return { collection: HELD.id, put: [{ key: laneKey(held.run, held.lane), position: parsePosition(held.event.position), document, dueAt }] };
}

function waitingWrite(run: string, lane: string, events: readonly RecordedEvent[]): Write {
  return { collection: WAITING.id, put: events.map(({ position }) => waitingDocument(run, lane, position)) };
}

function waitingDocument(run: string, lane: string, position: Position): StoredDocument {
  return { key: waitingKey(run, lane, position), position, document: { lane: laneKey(run, lane) } };
}

function waitingKey(run: string, lane: string, position: Position): string {
  return `${laneKey(run, lane)}/${formatPosition(position).padStart(DIGITS, '0')}`;
}

function rangeOf(run: string): { from: string; below: string } {
  return { from: `${run}/`, below: `${run}${AFTER_SLASH}` };
}

function nameOf({ position, type, id }: RecordedEvent): HeldLane['event'] {
  return { position: formatPosition(position), type, id };
}
