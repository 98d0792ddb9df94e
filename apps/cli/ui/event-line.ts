import type { WireEvent } from '../target/target';

/** Facts of an event that its line shows, at most. */
const SHOWN = 4;
const LONGEST = 40;

/** `2026-03-01T10:15:00.000Z  commerce.order-completed  orderId=A-1 total=59.9 currency=EUR`. */
export function eventLine({ occurredAt, type, data }: Pick<WireEvent, 'occurredAt' | 'type' | 'data'>): string {
  return [occurredAt, type, dataLine(data)].filter((part) => part !== '').join('  ');
}

/** As {@link eventLine}, with the position in front and who it was. */
export function logLine(event: WireEvent): string {
  const [first] = event.identities;
  return [event.position.padStart(8), event.occurredAt, event.type, ...(first ? [`${first.kind}:${first.value}`] : []), dataLine(event.data)].filter((part) => part !== '').join('  ');
}

/** The plain values of an event's data, the first few of them, cut. */
export function dataLine(data: Readonly<Record<string, unknown>>): string {
  const plain = Object.entries(data).flatMap(([name, value]) => {
    if (typeof value === 'string') return value === '' ? [] : [`${name}=${cut(value.replace(/\s+/g, ' '))}`];
    if (typeof value === 'number' || typeof value === 'boolean') return [`${name}=${value.toString()}`];
    return Array.isArray(value) && value.length > 0 ? [`${name}[${value.length}]`] : [];
  });
  return plain.slice(0, SHOWN).join(' ');
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
