import { formatTime, type Moment } from '#kernel';
import { type OrderBook, placedOrders, takeCancellation, takeOrder, takeRefund } from '#orders';
import { defineProjection } from '#projections';
import type { RecordedEvent } from '#touchpoints';
import { lifecyclePath, type Signals } from './lifecycle-path';
import { type LifecycleRules, lifecycleRules } from './lifecycle-rules';

type Place = Pick<RecordedEvent, 'occurredAt' | 'position'>;

interface State {
  readonly signals: Signals;
  readonly orders: OrderBook;
}

/** Names that stand for a browser or a device, not for somebody who can be addressed. */
const NAMELESS = new Set(['anonymous-id', 'device-id']);

/** Where a customer stands between first sight and loss. Every customer has exactly one stage, at any moment. */
export function lifecyclePosition(version: number, rules: LifecycleRules = lifecycleRules): ReturnType<typeof defineProjection<State>> {
  return defineProjection<State>({
    name: 'lifecycle-position',
    version,
    summary: 'Phase and stage by the customer\'s own cadence, with the reasons',
    orderMatters: false,
    fields: { stage: 'text', phase: 'text', since: 'time', previousStage: 'text', acquiredIn: 'text', retainedIn: 'text', extendedIn: 'text' },
    initial: () => ({ signals: { firstSeen: null, identified: null, inquired: null, verdicts: [] }, orders: {} }),
    onAny: ({ signals }, event) => {
      signals.firstSeen = earlier(signals.firstSeen, event.occurredAt);
      if ((signals.identified === null || event.occurredAt < signals.identified) && event.identities.some(({ kind }) => !NAMELESS.has(kind))) signals.identified = event.occurredAt;
    },
    on: {
      'commerce.order-completed': ({ orders }, event) => { takeOrder(orders, event); },
      'commerce.store-order-recorded': ({ orders }, event) => { takeOrder(orders, event); },
      'commerce.order-cancelled': ({ orders }, event) => { takeCancellation(orders, event); },
      'commerce.order-refunded': ({ orders }, event) => { takeRefund(orders, event); },
      'commerce.quote-issued': inquiry,
      'web.form-submitted': inquiry,
      'lead.captured': inquiry,
      'lead.qualified': ({ signals }, event) => { verdict(signals, event, true); },
      'lead.disqualified': ({ signals }, event) => { verdict(signals, event, false); },
    },
    view: ({ signals, orders }, { at }) => {
      const { entries, acquiredAt, retainedAt, extendedAt } = lifecyclePath(signals, placedOrders(orders), at, rules);
      const present = entries.at(-1);
      if (!present) return undefined;
      return {
        phase: present.phase, stage: present.stage, since: formatTime(present.at), previousStage: entries.at(-2)?.stage ?? null, reasons: present.reasons,
        ...milestone('acquired', acquiredAt), ...milestone('retained', retainedAt), ...milestone('extended', extendedAt),
        rules: { version: rules.version },
      };
    },
    dueAt: ({ signals, orders }, after) => lifecyclePath(signals, placedOrders(orders), after, rules).nextChange,
  });
}

function inquiry({ signals }: State, { occurredAt }: Place): void {
  signals.inquired = earlier(signals.inquired, occurredAt);
}

function verdict(signals: Signals, { occurredAt: at, position }: Place, qualified: boolean): void {
  signals.verdicts = [...signals.verdicts, { at, position: position.toString(), qualified }].sort((a, b) => a.at - b.at || (BigInt(a.position) < BigInt(b.position) ? -1 : 1));
}

function earlier(known: Moment | null, moment: Moment): Moment {
  return known === null ? moment : Math.min(known, moment);
}

/** A milestone and the month that it falls in, for the growth counters. */
function milestone(name: string, at: Moment | undefined): Record<string, string> {
  return at === undefined ? {} : { [`${name}At`]: formatTime(at), [`${name}In`]: formatTime(at).slice(0, 7) };
}
