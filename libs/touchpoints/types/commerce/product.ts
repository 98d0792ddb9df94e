import { Amount, CurrencyCode, Id, Optional, Text, Url } from '../../schema';

/** A product as a customer meets it: on a page, in a basket, on a list. The price is that of one piece. */
export class Product {
  @Id() productId!: string;
  @Optional() @Text() name?: string | null;
  @Optional() @Text({ most: 200 }) category?: string | null;
  @Optional() @Text({ most: 200 }) brand?: string | null;
  @Optional() @Text({ most: 200 }) variant?: string | null;
  @Optional() @Amount() price?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Url() url?: string | null;
}
