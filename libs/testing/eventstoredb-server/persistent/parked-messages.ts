import { randomUUID } from 'node:crypto';
import { type EventStore } from '../store/event-store';
import { eventIdOf, readEventFrame } from '../store/recorded-event';
import { linkTarget } from '../rpc/event-frames';
import { metastreamOf } from '../store/streams';
import { type Delivery } from './delivery';
import { type GroupAddress } from './group-error';

/** What a group could not get rid of: links in a stream of its own, with the reason in their metadata. */
export class ParkedMessages {
  readonly #stream: string;

  constructor(private readonly store: EventStore, { stream, group }: GroupAddress) {
    this.#stream = `$persistentsubscription-${stream}::${group}-parked`;
  }

  get count(): number {
    const stream = this.store.streams.find(this.#stream);
    return stream ? stream.events.length - this.store.firstVisible(stream) : 0;
  }

  /** @param withNumber whether the metadata names the event's revision */
  add({ number }: Delivery, reason: string, withNumber = false): void {
    const { stream, revision } = readEventFrame(this.store.log.frame(number));
    const metadata = { added: new Date().toISOString().replace('Z', '+00:00'), reason, ...(withNumber ? { subscriptionEventNumber: Number(revision) } : {}) };
    this.#append(this.#stream, '$>', 'application/octet-stream', `${revision}@${stream}`, JSON.stringify(metadata, undefined, 2));
  }

  /** All that is parked, to be delivered from the start; it is parked no longer. */
  takeAll(): Delivery[] {
    const stream = this.store.streams.find(this.#stream);
    if (!stream) return [];
    const links = stream.events.slice(this.store.firstVisible(stream));
    this.#append(metastreamOf(this.#stream), '$metadata', 'application/json', JSON.stringify({ $tb: stream.events.length }), '');
    return links.flatMap((link) => {
      const number = linkTarget(this.store, link);
      return number === undefined ? [] : [{ id: eventIdOf(this.store.log.frame(link)), number, link, retries: 0 }];
    });
  }

  #append(stream: string, type: string, contentType: string, data: string, metadata: string): void {
    this.store.append(stream, 'any', [{ id: randomUUID(), type, contentType, data: Buffer.from(data), customMetadata: Buffer.from(metadata) }]);
  }
}
