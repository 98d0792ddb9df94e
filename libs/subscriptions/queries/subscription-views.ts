import type { EventLog } from '#event-log';
import { type Clock, formatPosition, type Position, SECOND } from '#kernel';
import type { EventTypes } from '#touchpoints';
import type { DeliveryBook } from '../delivery/delivery-book';
import type { LastError, LastErrors } from '../delivery/last-errors';
import { replayedTypes, replayRunOf } from '../delivery/run-specs';
import { isBookkeeping, subscribedTypes } from '../registry/subscribed-types';
import type { Subscription, SubscriptionState } from '../registry/subscription';

export interface ReplayView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
  /** Events, when it was asked for. */
  readonly count: number;
  readonly position: string;
  readonly delivered: number;
}

/** A subscription as it is told: everything but its secret. */
export interface SubscriptionView {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly includeBackfill: boolean;
  readonly description?: string;
  readonly state: SubscriptionState;
  readonly reason?: string;
  /** Everything up to here has been delivered, or waits for a customer who is held. */
  readonly position: string;
  readonly lag: { readonly events: number; readonly seconds: number };
  readonly delivered: number;
  /** Customers who are tried again by themselves, and those who wait for a decision. */
  readonly retrying: number;
  readonly parked: number;
  readonly lastError?: LastError;
  /** While one is running. */
  readonly replay?: ReplayView;
}

/** Up to so many events are looked at; beyond, positions are counted. */
const LOOKED_AT = 1_000;

/** Subscriptions with how far they are. */
export class SubscriptionViews {
  constructor(private readonly log: EventLog, private readonly clock: Clock, private readonly types: EventTypes, private readonly book: DeliveryBook, private readonly errors: LastErrors) {}

  async of(subscription: Subscription): Promise<SubscriptionView> {
    const { id, url, types, includeBackfill, description, state, reason, from } = subscription;
    const cursor = await this.book.cursor(id);
    const position = cursor?.position ?? from;
    const lastError = await this.errors.of(id);
    const replay = await this.replayOf(subscription);
    return {
      id, url, types, includeBackfill, ...(description === undefined ? {} : { description }), state, ...(reason === undefined ? {} : { reason }),
      position: formatPosition(position), lag: await this.lag(position, subscribedTypes(types, this.types)), delivered: cursor?.delivered ?? 0, ...(await this.book.heldCounts({ subscription: id })),
      ...(lastError ? { lastError } : {}), ...(replay ? { replay } : {}),
    };
  }

  /** The replay that is not over yet. */
  async replayOf(subscription: Subscription): Promise<ReplayView | undefined> {
    const { id, replay } = subscription;
    if (!replay) return undefined;
    const cursor = await this.book.cursor(replayRunOf(id, replay));
    if (cursor?.done === true) return undefined;
    return {
      id: replay.id, from: formatPosition(replay.from), to: formatPosition(replay.to), types: replayedTypes(subscription, replay, this.types) ?? [], count: replay.count,
      position: formatPosition(cursor?.position ?? replay.from), delivered: cursor?.delivered ?? 0,
    };
  }

  private async lag(position: Position, types: readonly string[] | undefined): Promise<SubscriptionView['lag']> {
    const behind = await this.log.readAll({ after: position, limit: LOOKED_AT, ...(types ? { types } : {}) });
    const waiting = types ? behind : behind.filter(({ type }) => !isBookkeeping(type));
    const [oldest] = waiting;
    if (!oldest) return { events: 0, seconds: 0 };
    const events = behind.length < LOOKED_AT ? waiting.length : Number((await this.log.head()) - position);
    return { events, seconds: Math.max(0, (this.clock.now() - oldest.recordedAt) / SECOND) };
  }
}
