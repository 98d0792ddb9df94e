import { DAY, dayOf, type Moment } from '#kernel';
import type { Order } from '#orders';
import { type Cadence, expectedPause, type LifecycleRules, pauseEnds, type Phase, type Stage } from './lifecycle-rules';

export interface Verdict {
  readonly at: Moment;
  readonly position: string;
  readonly qualified: boolean;
}

/** What is known of somebody before the first order, each as the moment at which it became so. */
export interface Signals {
  firstSeen: Moment | null;
  /** Met under a name that is more than a cookie's or a device's. */
  identified: Moment | null;
  /** Left an inquiry: a lead, a form, a quote asked for. */
  inquired: Moment | null;
  /** Verdicts on the lead, in their order. */
  verdicts: readonly Verdict[];
}

export interface Entry {
  readonly stage: Stage;
  readonly phase: Phase;
  readonly at: Moment;
  readonly reasons: readonly string[];
}

/** The stages that a customer has gone through, and when time alone will change the last one. */
export interface LifecyclePath {
  readonly entries: readonly Entry[];
  readonly acquiredAt: Moment | undefined;
  readonly retainedAt: Moment | undefined;
  readonly extendedAt: Moment | undefined;
  readonly nextChange: Moment | undefined;
}

/** One change of the orders in force. */
interface Point {
  readonly at: Moment;
  readonly order: Order;
  readonly undone: boolean;
}

/** Replays signals and orders up to a moment. Pure: the path depends on what happened, not on the order in which it was told. */
export function lifecyclePath(signals: Signals, orders: readonly Order[], at: Moment, rules: LifecycleRules): LifecyclePath {
  return new Walk(signals, rules).through(orders, at);
}

class Walk {
  private readonly entries: Entry[] = [];
  private inForce: Order[] = [];
  /** UTC days on which those were placed. */
  private days = 0;
  private acquiredAt: Moment | undefined;
  private retainedAt: Moment | undefined;
  private extendedAt: Moment | undefined;

  constructor(private readonly signals: Signals, private readonly rules: LifecycleRules) {}

  through(orders: readonly Order[], at: Moment): LifecyclePath {
    const points = pointsOf(orders).filter((point) => point.at <= at);
    this.select(points[0]?.at ?? Infinity);
    for (const point of points) {
      this.pause(point.at);
      if (point.undone) this.undo(point);
      else this.order(point);
    }
    this.pause(at);
    const { entries, acquiredAt, retainedAt, extendedAt } = this;
    return { entries, acquiredAt, retainedAt, extendedAt, nextChange: this.nextChange(at) };
  }

  /** Selection: from first sight to the qualified lead. */
  private select(until: Moment): void {
    for (const entry of selectionEntries(this.signals)) if (entry.at < until || this.entries.length === 0) this.enter(entry.stage, 'selection', Math.min(entry.at, until), entry.reasons);
  }

  private order({ at, order }: Point): void {
    const before = this.stage;
    const original = this.inForce[0]?.categories ?? order.categories;
    const wasRegular = this.retainedAt !== undefined;
    if (dayOf(this.inForce.at(-1)?.at ?? -Infinity) !== dayOf(order.at)) this.days += 1;
    this.inForce.push(order);
    const cadence = this.cadence();
    if (!cadence) return;
    const fresh = order.categories.filter((category) => original.length > 0 && !original.includes(category));
    this.acquiredAt ??= at;
    if (cadence.days >= 2) this.retainedAt ??= at;
    if (wasRegular && fresh.length > 0) this.extendedAt ??= at;
    if (before === 'lapsed') this.enter('won-back', 'retention', at, [`bought again after a pause of ${String(this.pauseBefore())} days that had looked like the end`]);
    else if (this.extendedAt !== undefined) this.enter('extended', 'extension', at, [`bought something of another kind${fresh.length > 0 ? ` (${fresh.join(', ')})` : ''} while a regular buyer`]);
    else if (cadence.days >= 2) this.enter('regular', 'retention', at, [`bought on ${String(cadence.days)} days, ${pace(cadence)}`]);
    else this.enter('first-time', 'acquisition', at, ['placed the first order']);
  }

  /** A cancelled or wholly refunded order was never bought: the stages are those of the others. */
  private undo({ at, order }: Point): void {
    this.inForce = this.inForce.filter((other) => other.orderId !== order.orderId);
    this.days = new Set(this.inForce.map((other) => dayOf(other.at))).size;
    const cadence = this.cadence();
    const reason = order.cancelled ? 'an order was cancelled' : 'an order was refunded in full';
    this.recount();
    if (!cadence) {
      const entry = selectionEntries(this.signals).filter((each) => each.at <= at).at(-1);
      this.enter(entry?.stage ?? 'prospect', 'selection', at, [`${reason}, and it was the only one`]);
    } else if (cadence.days === 1) {
      this.enter('first-time', 'acquisition', at, [`${reason}; one day of purchase remains`]);
    } else if (this.extendedAt === undefined) {
      this.enter('regular', 'retention', at, [`${reason}; purchases on ${String(cadence.days)} days remain`]);
    }
  }

  /** Silence up to a moment, measured by the customer's own cadence. */
  private pause(until: Moment): void {
    const cadence = this.cadence();
    const stage = this.stage;
    if (!cadence || stage === undefined) return;
    const { risk, lapse } = this.limits(cadence);
    const days = (moment: Moment): string => String(Math.floor((moment - cadence.last) / DAY));
    const usual = `about ${String(Math.round(expectedPause(cadence, this.rules)))} days between purchases are to be expected`;
    const phase = this.entries.at(-1)?.phase ?? 'retention';
    if (risk <= until && stage !== 'at-risk' && stage !== 'lapsed') this.enter('at-risk', phase, Math.max(risk, this.since), [`silent for ${days(risk)} days; ${usual}, and ${percent(1 - this.rules.atRiskBelow)} of such pauses end sooner`]);
    if (lapse <= until && this.stage !== 'lapsed') this.enter('lapsed', phase, Math.max(lapse, this.since), [`silent for ${days(lapse)} days; ${usual}, and ${percent(1 - this.rules.lapsedBelow)} of such pauses end sooner`]);
  }

  private nextChange(after: Moment): Moment | undefined {
    const cadence = this.cadence();
    if (!cadence) return undefined;
    const { risk, lapse } = this.limits(cadence);
    return [risk, lapse].find((moment) => moment > after);
  }

  private limits(cadence: Cadence): { risk: Moment; lapse: Moment } {
    return { risk: pauseEnds(cadence, this.rules.atRiskBelow, this.rules), lapse: pauseEnds(cadence, this.rules.lapsedBelow, this.rules) };
  }

  private enter(stage: Stage, phase: Phase, at: Moment, reasons: readonly string[]): void {
    if (this.stage === stage) return;
    this.entries.push({ stage, phase, at, reasons });
  }

  /** When it was first acquired, retained and extended, by the orders that remain. */
  private recount(): void {
    const [first] = this.inForce;
    this.acquiredAt = first?.at;
    this.retainedAt = first && this.inForce.find((order) => dayOf(order.at) > dayOf(first.at))?.at;
    const retained = this.retainedAt;
    const original = first?.categories ?? [];
    this.extendedAt = retained === undefined || original.length === 0 ? undefined : this.inForce.find((order) => order.at > retained && order.categories.some((category) => !original.includes(category)))?.at;
  }

  private cadence(): Cadence | undefined {
    const [first, last] = [this.inForce[0], this.inForce.at(-1)];
    return first && last ? { days: this.days, first: first.at, last: last.at } : undefined;
  }

  private pauseBefore(): number {
    const [before, last] = this.inForce.slice(-2);
    return before && last ? Math.floor((last.at - before.at) / DAY) : 0;
  }

  private get stage(): Stage | undefined {
    return this.entries.at(-1)?.stage;
  }

  private get since(): Moment {
    return this.entries.at(-1)?.at ?? -Infinity;
  }
}

function pointsOf(orders: readonly Order[]): Point[] {
  const placed = orders.filter((order) => order.undoneAt === undefined || order.undoneAt > order.at);
  const points = [...placed.map((order): Point => ({ at: order.at, order, undone: false })), ...placed.flatMap((order): Point[] => (order.undoneAt === undefined ? [] : [{ at: order.undoneAt, order, undone: true }]))];
  return points.sort((a, b) => a.at - b.at || Number(a.undone) - Number(b.undone));
}

function selectionEntries({ firstSeen, identified, inquired, verdicts }: Signals): { stage: Stage; at: Moment; reasons: string[] }[] {
  const entries: { stage: Stage; at: Moment; reasons: string[] }[] = [];
  if (firstSeen !== null && (identified === null || firstSeen < identified)) entries.push({ stage: 'visitor', at: firstSeen, reasons: ['was met, but not by name'] });
  if (identified !== null) entries.push({ stage: 'prospect', at: identified, reasons: ['can be addressed'] });
  if (inquired !== null) entries.push({ stage: 'lead', at: inquired, reasons: ['asked for something'] });
  for (const { at, qualified } of verdicts) entries.push(qualified ? { stage: 'qualified-lead', at, reasons: ['the lead was qualified'] } : { stage: 'prospect', at, reasons: ['the lead was disqualified'] });
  return entries.sort((a, b) => a.at - b.at);
}

function pace({ days, first, last }: Cadence): string {
  return `${String(Math.round((last - first) / DAY / (days - 1)))} days apart on average`;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}
