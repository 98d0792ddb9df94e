import { Amount, CurrencyCode, Id, Optional, Time } from '../../schema';

/** An invoice as billing knows it. The total is the whole sum, tax included. */
export class Invoice {
  @Id() invoiceId!: string;
  @Optional() @Id() orderId?: string | null;
  @Optional() @Amount({ signed: true }) total?: number | null;
  @Optional() @CurrencyCode() currency?: string | null;
  @Optional() @Time() dueAt?: string | null;
}
