import { type EventStore } from '../store/event-store';
import { type GrpcCall } from '../wire/grpc-call';
import { chooseConsumer } from './choose-consumer';
import { Consumer } from './consumer';
import { confirmationFrame, type Delivery, deliveryFrame, deliveryOf } from './delivery';
import { type EventSource } from './event-source';
import { type GroupAddress, groupDropped, groupFull } from './group-error';
import { type GroupSettings } from './group-settings';
import { ParkedMessages } from './parked-messages';

/** A persistent subscription: hands each event to one of its consumers until one has acknowledged it, or parks it. It is kept in memory. */
export class Group {
  readonly consumers: Consumer[] = [];
  readonly parked: ParkedMessages;
  readonly #retries: Delivery[] = [];
  /** What was taken from the source and found no consumer yet. */
  #held: Delivery | undefined;
  #turn = 0;
  readonly #stop: () => void;

  constructor(private readonly store: EventStore, readonly address: GroupAddress, readonly source: EventSource, public settings: GroupSettings) {
    this.parked = new ParkedMessages(store, address);
    this.#stop = store.onAppended(() => this.#dispatch());
  }

  get id(): string {
    return `${this.address.stream}::${this.address.group}`;
  }

  get retrying(): number {
    return this.#retries.length;
  }

  /** @throws GrpcError when there are as many consumers as there may be */
  join(call: GrpcCall, slots: number): Consumer {
    const { maxSubscriberCount } = this.settings;
    if (maxSubscriberCount > 0 && this.consumers.length >= maxSubscriberCount) throw groupFull(this.address);
    const consumer = new Consumer(call, slots);
    this.consumers.push(consumer);
    call.whenClosed(() => this.#leave(consumer));
    call.sendFrames(confirmationFrame(this.id));
    this.#dispatch();
    return consumer;
  }

  acknowledge(consumer: Consumer, ids: readonly string[]): void {
    for (const id of ids) consumer.release(id);
    this.#dispatch();
  }

  retry(consumer: Consumer, ids: readonly string[]): void {
    for (const id of ids) this.#again(consumer.release(id));
    this.#dispatch();
  }

  park(consumer: Consumer, ids: readonly string[], reason: string): void {
    for (const id of ids) {
      const delivery = consumer.release(id);
      if (delivery) this.parked.add(delivery, `Client explicitly NAK'ed message.\n${reason}`);
    }
    this.#dispatch();
  }

  replayParked(): void {
    this.#retries.push(...this.parked.takeAll());
    this.#dispatch();
  }

  /** Ends the group and the calls of its consumers. */
  drop(): void {
    this.#stop();
    for (const { call } of [...this.consumers]) call.fail(groupDropped(this.address));
  }

  #leave(consumer: Consumer): void {
    this.consumers.splice(this.consumers.indexOf(consumer), 1);
    for (const id of [...consumer.inFlight.keys()]) {
      const delivery = consumer.release(id);
      if (delivery) this.#retries.push(delivery);
    }
    this.#dispatch();
  }

  #again(delivery: Delivery | undefined): void {
    if (!delivery) return;
    const { maxRetryCount } = this.settings;
    if (delivery.retries >= maxRetryCount) this.parked.add(delivery, `Reached retry count of ${maxRetryCount}`, true);
    else this.#retries.push({ ...delivery, retries: delivery.retries + 1 });
  }

  #dispatch(): void {
    while (this.consumers.length > 0) {
      const delivery = this.#retries[0] ?? this.#fromSource();
      if (!delivery) return;
      const stream = this.store.streams.name(this.store.log.stream(delivery.number));
      const consumer = chooseConsumer(this.settings.strategy, this.consumers, stream, this.#turn);
      if (!consumer) return;
      this.#turn += 1;
      if (delivery === this.#held) this.#held = undefined;
      else this.#retries.shift();
      this.#give(consumer, delivery);
    }
  }

  #fromSource(): Delivery | undefined {
    if (!this.#held) {
      const number = this.source.next();
      this.#held = number === undefined ? undefined : deliveryOf(this.store, number, this.settings.resolveLinks);
    }
    return this.#held;
  }

  #give(consumer: Consumer, delivery: Delivery): void {
    const { id } = delivery;
    const timer = setTimeout(() => this.retry(consumer, [id]), this.settings.messageTimeoutMs);
    consumer.inFlight.set(id, { delivery, timer });
    consumer.delivered += 1;
    consumer.call.sendFrames(deliveryFrame(this.store, delivery));
  }
}
