/**
 * Which column holds what, each by its name in the header or by its 1-based number. `amount` is the row's total, not a unit price. With `order` the rows of one
 * order id are its items; without it every row is an order of its own.
 */
export interface OrdersFileOptions {
  readonly customer: string;
  readonly date: string;
  readonly amount: string;
  readonly quantity?: string | undefined;
  readonly product?: string | undefined;
  readonly category?: string | undefined;
  readonly order?: string | undefined;
  /** ISO 4217, default `EUR`. */
  readonly currency?: string | undefined;
  /** The kind of identity that the customer column holds, default `user-id`. */
  readonly identity?: string | undefined;
  /** As `DD.MM.YYYY`; without it ISO 8601 and `YYYYMMDD` are read. */
  readonly dateFormat?: string | undefined;
}
