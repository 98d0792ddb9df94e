import { linkTarget } from '../rpc/event-frames';
import { framed } from '../rpc/read-answers';
import { type EventStore } from '../store/event-store';
import { eventIdOf, readEventFrame, recordedEventBytes, writeRecordedEvent } from '../store/recorded-event';
import { persistent } from '../wire/messages';
import { ProtoWriter } from '../wire/proto-writer';

/** An event on its way to a consumer. */
export interface Delivery {
  /** By which it is acknowledged: of the link, where there is one. */
  readonly id: string;
  /** The number of the event in the log. */
  readonly number: number;
  /** The number of the link through which it came. */
  readonly link: number | undefined;
  readonly retries: number;
}

const LINK = '$>';

export function deliveryOf(store: EventStore, number: number, resolveLinks: boolean): Delivery {
  const target = resolveLinks && store.log.type(number) === LINK ? linkTarget(store, number) : undefined;
  return { id: eventIdOf(store.log.frame(number)), number: target ?? number, link: target === undefined ? undefined : number, retries: 0 };
}

/** The message for a consumer, prefix included. What came through a link is given the link's position. */
export function deliveryFrame(store: EventStore, { number, link, retries }: Delivery): Buffer {
  const writer = new ProtoWriter();
  const event = writer.open(1);
  const recorded = writer.open(1);
  writeRecordedEvent(writer, { ...readEventFrame(store.log.frame(number)), position: store.log.position(link ?? number) });
  writer.close(recorded);
  if (link !== undefined) writer.bytes(2, recordedEventBytes(store.log.frame(link)));
  writer.varint(3, store.log.position(link ?? number));
  writer.varint(5, retries);
  writer.close(event);
  return framed(writer.written);
}

export function confirmationFrame(subscriptionId: string): Buffer {
  const message = new persistent.ReadResp.SubscriptionConfirmation();
  message.setSubscriptionId(subscriptionId);
  const response = new persistent.ReadResp();
  response.setSubscriptionConfirmation(message);
  return framed(response.serializeBinary());
}
