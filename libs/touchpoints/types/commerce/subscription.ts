import { Amount, CurrencyCode, Id, Optional, Text } from '../../schema';

/** A contract that pays again and again. The total is that of one period, such as a `month`. */
export class Subscription {
  @Id() subscriptionId!: string;
  @Optional() @Id() productId?: string | null;
  @Optional() @Text({ most: 200 }) plan?: string | null;
  @Optional() @Amount() total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Text({ most: 50 }) period?: string | null;
}
