import type { EventLog } from '#event-log';
import { type Clock, type FieldError, formatPosition, laterPosition, RapportError, START } from '#kernel';
import type { NewEvent } from '#touchpoints';
import { Quarantine } from '../quarantine/quarantine';
import { type IntakeRules, type Reading, readTouchpoint } from './read-touchpoint';

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
    const readings = received.map((each): Reading => ('broken' in each ? { errors: BROKEN, id: undefined } : readTouchpoint(each.value, { receivedAt, backfill }, this.rules)));
    const events: NewEvent[] = [];
    const facts: NewEvent[] = [];
    received.forEach((each, index) => {
      const reading = readings[index];
      if (reading?.event) events.push(reading.event);
      else if (reading) facts.push(this.quarantine.fact('broken' in each ? each.broken : each.value, reading.errors, receivedAt));
    });
    const outcomes = events.length + facts.length > 0 ? await this.log.append([...events, ...facts]) : [];
    let [taken, quarantined, duplicates] = [0, 0, 0];
    const items = readings.map((reading, index): IntakeItem => {
      if (!reading.event) return { index, ...(reading.id === undefined ? {} : { id: reading.id }), status: 'quarantined', quarantineId: facts[quarantined++]?.id ?? '', errors: reading.errors };
      const outcome = outcomes[taken++];
      if (!outcome) throw new RapportError('RAPPORT_INTERNAL', 'the log has not answered for every event');
      if (outcome.status === 'duplicate') duplicates += 1;
      return { index, id: reading.event.id, status: outcome.status, position: formatPosition(outcome.position), ...(outcome.status === 'duplicate' && outcome.differs ? { differs: true } : {}) };
    });
    const position = outcomes.reduce((last, outcome) => laterPosition(last, outcome.position), START);
    return { accepted: taken - duplicates, duplicates, quarantined, position: formatPosition(position), items };
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
