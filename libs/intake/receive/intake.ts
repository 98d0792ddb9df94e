import type { EventLog } from '#event-log';
import { type Clock, type FieldError, formatPosition, laterPosition, START } from '#kernel';
import type { NewEvent } from '#touchpoints';
import { Quarantine } from '../quarantine/quarantine';
import { type IntakeRules, readTouchpoint } from './read-touchpoint';

export interface IntakeItem {
  readonly index: number;
  readonly id?: string | undefined;
  readonly status: 'appended' | 'duplicate' | 'quarantined';
  readonly position?: string;
  /** The id was known with other content, which stands. */
  readonly differs?: true;
  readonly quarantineId?: string;
  readonly errors?: readonly FieldError[];
}

export interface IntakeResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /** The last position that any item stands at. */
  readonly position: string;
  readonly items: readonly IntakeItem[];
}

/** A touchpoint as received: parsed, or the text of a line that could not be. */
export type Received = { readonly value: unknown } | { readonly broken: string };

export interface ReceiveOptions {
  readonly backfill?: boolean;
}

/** The way in: reads, validates, appends what is a touchpoint and keeps what is not in quarantine. Answers after both are durable. */
export class Intake {
  readonly quarantine: Quarantine;

  constructor(private readonly log: EventLog, private readonly clock: Clock, private readonly rules: IntakeRules) {
    this.quarantine = new Quarantine(log, clock);
  }

  async receive(received: readonly Received[], { backfill = false }: ReceiveOptions = {}): Promise<IntakeResult> {
    const receivedAt = this.clock.now();
    const events: NewEvent[] = [];
    const places: number[] = [];
    const facts: NewEvent[] = [];
    const items = received.map((each, index): IntakeItem => {
      const reading = 'broken' in each ? { errors: BROKEN, id: undefined } : readTouchpoint(each.value, { receivedAt, backfill }, this.rules);
      if (reading.event) {
        places.push(index);
        events.push(reading.event);
        return { index, id: reading.event.id, status: 'appended' };
      }
      const fact = this.quarantine.fact('broken' in each ? each.broken : each.value, reading.errors, receivedAt);
      facts.push(fact);
      return { index, ...(reading.id === undefined ? {} : { id: reading.id }), status: 'quarantined', quarantineId: fact.id, errors: reading.errors };
    });
    const outcomes = events.length + facts.length > 0 ? await this.log.append([...events, ...facts]) : [];
    let position = START;
    outcomes.forEach((outcome, place) => {
      position = laterPosition(position, outcome.position);
      const index = places[place];
      const item = index === undefined ? undefined : items[index];
      if (!item || index === undefined) return;
      items[index] = { ...item, status: outcome.status, position: formatPosition(outcome.position), ...(outcome.status === 'duplicate' && outcome.differs ? { differs: true } : {}) };
    });
    const count = (status: IntakeItem['status']): number => items.filter((item) => item.status === status).length;
    return { accepted: count('appended'), duplicates: count('duplicate'), quarantined: count('quarantined'), position: formatPosition(position), items };
  }

  /** Takes the mended touchpoint, or the raw one again, in place of a quarantined one. It stays in quarantine if it is faulty still. */
  async resubmit(id: string, mended?: unknown): Promise<IntakeResult> {
    const entry = await this.quarantine.entry(id);
    const value = mended ?? entry.raw;
    const reading = readTouchpoint(value, { receivedAt: this.clock.now(), backfill: false }, this.rules);
    if (!reading.event) return { accepted: 0, duplicates: 0, quarantined: 1, position: entry.position, items: [{ index: 0, ...(reading.id === undefined ? {} : { id: reading.id }), status: 'quarantined', quarantineId: id, errors: reading.errors }] };
    const result = await this.receive([{ value }]);
    await this.quarantine.release(id, result.items[0]?.position);
    return result;
  }
}

const BROKEN: readonly FieldError[] = [{ path: '', code: 'json', message: 'the line is not JSON' }];
