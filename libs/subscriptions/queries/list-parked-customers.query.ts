import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DeliveryBook } from '../delivery/delivery-book';
import type { HeldLane } from '../delivery/held-lane';
import { SubscriptionRegistry } from '../registry/subscription-registry';

export interface ParkedCustomer extends Pick<HeldLane, 'event' | 'error' | 'attempts' | 'since'> {
  /** Where the event is about no customer, its stream. */
  readonly customerId: string;
  /** Events that wait, the one that failed included. */
  readonly waiting: number;
  /** Parked in a replay, not in what is sent as it happens. */
  readonly replay?: true;
}

export interface ParkedPage {
  readonly items: readonly ParkedCustomer[];
  /** Key of the last one, while there may be more. */
  readonly next?: string;
}

/** Customers whose events a subscription has given up on by itself. @throws RAPPORT_NOT_FOUND */
export class ListParkedCustomers extends Query<ParkedPage> {
  constructor(readonly id: string, readonly limit: number, readonly after: string | undefined) {
    super();
  }
}

@QueryHandler(ListParkedCustomers)
export class ListParkedCustomersHandler implements IQueryHandler<ListParkedCustomers> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly book: DeliveryBook) {}

  async execute({ id, limit, after }: ListParkedCustomers): Promise<ParkedPage> {
    await this.registry.get(id);
    const { lanes, next } = await this.book.heldLanes(id, 'parked', limit, after);
    const items = await Promise.all(lanes.map(async (held): Promise<ParkedCustomer> => {
      const { lane, run, event, error, attempts, since } = held;
      return { customerId: lane, event, error, attempts, since, waiting: await this.book.waitingCount(held), ...(run === id ? {} : { replay: true }) };
    }));
    return { items, ...(next === undefined ? {} : { next }) };
  }
}
