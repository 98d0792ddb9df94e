import { get, url, type CallOptions } from './api';
import type { Page, RecordedEvent } from './shapes';

export interface Touch {
  readonly at: number;
  readonly channel: string;
  readonly position: string;
}

/** When a customer was in touch, oldest first. */
export interface Activity {
  readonly touches: readonly Touch[];
  /** False: there are older ones that were not read. */
  readonly complete: boolean;
}

const PAGE = 1000;
const PAGES = 8;

export async function loadActivity(customerId: string, call: CallOptions = {}): Promise<Activity> {
  const touches: Touch[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await get<Page<RecordedEvent>>(url(`/v1/customers/${encodeURIComponent(customerId)}/timeline`, { limit: PAGE, after }), call);
    touches.push(...answer.items.map(touchOf));
    after = answer.next;
    if (after === undefined) break;
  }
  return { touches: touches.sort((a, b) => a.at - b.at), complete: after === undefined };
}

export function touchOf(event: RecordedEvent): Touch {
  return { at: Date.parse(event.occurredAt), channel: channelOf(event.type), position: event.position };
}

/** With those that came since it was read. */
export function withLater(activity: Activity, later: readonly Touch[]): Activity {
  const known = new Set(activity.touches.map(({ position }) => position));
  const added = later.filter(({ position }) => !known.has(position));
  return { ...activity, touches: [...activity.touches, ...added].sort((a, b) => a.at - b.at) };
}

/** Touches per equal part of the time from `from` to `to`. */
export function histogram(touches: readonly Touch[], from: number, to: number, parts: number): number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const { at } of touches) {
    if (at < from || at > to) continue;
    const part = Math.min(parts - 1, Math.floor(((at - from) / (to - from)) * parts));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts;
}

/** The moment of the nearest touch before, or after, a moment; undefined if there is none. */
export function neighbour(touches: readonly Touch[], at: number, direction: -1 | 1): number | undefined {
  return direction < 0 ? touches.findLast((touch) => touch.at < at)?.at : touches.find((touch) => touch.at > at)?.at;
}

/** `commerce.order-completed` is of the channel `commerce`. */
export function channelOf(type: string): string {
  const dot = type.indexOf('.');
  return dot < 0 ? type : type.slice(0, dot);
}
