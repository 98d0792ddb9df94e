import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RapportError, systemClock } from '#kernel';
import { DeliveryBook } from '../delivery/delivery-book';
import type { HeldLane } from '../delivery/held-lane';
import { replayRunOf } from '../delivery/run-specs';
import { SubscriptionRegistry } from '../registry/subscription-registry';

/** `retry`: what waits is sent again, from the event that failed. `drop`: without that event. `drop-all`: nothing of what waits. */
export type Release = 'retry' | 'drop' | 'drop-all';

/** Decides on a parked customer. @throws RAPPORT_NOT_FOUND, RAPPORT_NOT_PARKED */
export class ReleaseParkedCustomer extends Command<{ readonly released: boolean; readonly dropped: number }> {
  constructor(readonly id: string, readonly customerId: string, readonly release: Release) {
    super();
  }
}

@CommandHandler(ReleaseParkedCustomer)
export class ReleaseParkedCustomerHandler implements ICommandHandler<ReleaseParkedCustomer> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly book: DeliveryBook) {}

  async execute({ id, customerId, release }: ReleaseParkedCustomer): Promise<{ readonly released: boolean; readonly dropped: number }> {
    const { replay } = await this.registry.get(id);
    const runs = [id, ...(replay ? [replayRunOf(id, replay)] : [])];
    const held = await Promise.all(runs.map((run) => this.book.heldAmong(run, [customerId])));
    const parked = held.flat().filter(({ state }) => state === 'parked');
    if (parked.length === 0) throw new RapportError('RAPPORT_NOT_PARKED', 'the customer is not parked in this subscription');
    let dropped = 0;
    for (const lane of parked) dropped += await this.decide(lane, release);
    return { released: true, dropped };
  }

  private async decide(lane: HeldLane, release: Release): Promise<number> {
    const dropped = release === 'retry' ? 0 : await this.book.drop(lane, release === 'drop-all');
    await this.book.release(lane, systemClock.now());
    return dropped;
  }
}
