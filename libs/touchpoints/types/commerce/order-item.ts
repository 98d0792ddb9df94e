import { Amount, Id, Measure, Optional, Text } from '../../schema';

/** A line of an order, a basket or a quote. The price is that of one piece; a discount may stand as a line of its own, below zero. */
export class OrderItem {
  @Id() productId!: string;
  @Optional() @Text() name?: string | null;
  @Optional() @Text({ most: 200 }) category?: string | null;
  @Optional() @Measure() quantity?: number | null;
  @Optional() @Amount({ signed: true }) price?: number | null;
}
