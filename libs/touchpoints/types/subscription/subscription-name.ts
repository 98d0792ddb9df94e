import { Id } from '../../schema';

/** Which subscription a fact is about. */
export class SubscriptionName {
  @Id() subscriptionId!: string;
}
