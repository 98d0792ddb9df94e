import { formatPosition, formatTime, type Moment } from '#kernel';
import type { CollectionSpec, JsonObject, ReadModelStore, StoredDocument } from '#read-models';
import type { RecordedEvent } from '#touchpoints';

/** One customer in one projection that waits for a mended fold; everybody else flows on. */
export interface Parked extends JsonObject {
  readonly projection: string;
  readonly customerId: string;
  readonly event: { readonly position: string; readonly type: string } | null;
  readonly error: { readonly message: string };
  readonly since: string;
}

export const PARKED: CollectionSpec = { id: 'parked@1', fields: { projection: 'text', customerId: 'text' } };

export function parkedKey(projection: string, customerId: string): string {
  return `${projection}:${customerId}`;
}

export function parkedDocument(projection: string, customerId: string, error: unknown, event: RecordedEvent | undefined, now: Moment): StoredDocument {
  const message = error instanceof Error ? error.message : String(error);
  const document: Parked = { projection, customerId, event: event ? { position: formatPosition(event.position), type: event.type } : null, error: { message }, since: formatTime(now) };
  return { key: parkedKey(projection, customerId), position: event?.position ?? 0n, document };
}

/** The keys of all that is parked. */
export async function loadParked(store: ReadModelStore): Promise<Set<string>> {
  const keys = new Set<string>();
  for (let after: string | undefined; ; ) {
    const page = await store.scan(PARKED.id, after, 1_000);
    for (const { key } of page) keys.add(key);
    after = page.at(-1)?.key;
    if (page.length < 1_000) return keys;
  }
}
