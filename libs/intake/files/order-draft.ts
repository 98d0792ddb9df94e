import Big from 'big.js';
import { addDecimal, isExactAmount, MAX_DIGITS } from '#kernel';
import type { Touchpoint } from '#touchpoints';
import type { OrderRow } from './order-row';

/** The product of an item whose row names none. */
export const UNKNOWN_PRODUCT = 'unknown';

interface OrderedItem {
  readonly productId: string;
  readonly category?: string;
  readonly quantity?: number;
  readonly price?: number;
  readonly amount?: number;
}

/** How rows become an order's data. */
export interface DraftOptions {
  readonly identity: string;
  readonly currency: string;
  /** Whether rows are items: there is a column for product or category. Otherwise quantities are added up on the order. */
  readonly withItems: boolean;
}

/** As many as the type of touchpoint allows. */
const MOST_ITEMS = 1_000;

/** An order to which rows are added, one item a row. Its moment is that of its earliest row, its total the decimal sum of the rows' amounts. */
export class OrderDraft {
  readonly customer: string;
  private at: string;
  private total: string;
  private quantity: string | undefined;
  private readonly items: OrderedItem[] = [];
  private itemsOmitted = 0;

  constructor(first: OrderRow, private readonly options: DraftOptions) {
    this.customer = first.customer;
    this.at = first.at;
    this.total = String(first.amount);
    this.addContent(first);
  }

  /** Answers false, and leaves the order as it was, if the total with this row needs more than 15 significant digits. */
  add(row: OrderRow): boolean {
    const total = carried(addDecimal(this.total, row.amount));
    if (total === undefined) return false;
    this.total = total;
    if (row.at < this.at) this.at = row.at;
    this.addContent(row);
    return true;
  }

  /** An order whose total is negative is a refund. */
  get isRefund(): boolean {
    return Number(this.total) < 0;
  }

  touchpoint(id: string, orderId: string): Touchpoint {
    const total = Number(this.total);
    const { identity, currency } = this.options;
    const identities = [{ kind: identity, value: this.customer }];
    if (this.isRefund) return { id, type: 'commerce.order-refunded', identities, occurredAt: this.at, data: { orderId, total: -total, currency } };
    return { id, type: 'commerce.order-completed', identities, occurredAt: this.at, data: this.content(orderId, total, currency) };
  }

  private content(orderId: string, total: number, currency: string): Record<string, unknown> {
    if (this.itemsOmitted > 0) return { orderId, total, currency, items: this.items, itemsOmitted: this.itemsOmitted };
    if (this.items.length > 0) return { orderId, total, currency, items: this.items };
    return this.quantity === undefined ? { orderId, total, currency } : { orderId, total, currency, quantity: Number(this.quantity) };
  }

  private addContent(row: OrderRow): void {
    if (!this.options.withItems) {
      if (row.quantity !== undefined) this.quantity = this.quantity === undefined ? String(row.quantity) : addDecimal(this.quantity, row.quantity);
    } else if (this.items.length < MOST_ITEMS) {
      this.items.push(itemOf(row));
    } else {
      this.itemsOmitted += 1;
    }
  }
}

/**
 * The sum as far as {@link MAX_DIGITS} digits carry it; undefined where what they do not carry is a billionth or more. Less than that is no money but a trace of
 * binary arithmetic in the source: published tables hold amounts of 4.440892e-16.
 */
function carried(sum: string): string | undefined {
  if (sum.length <= MAX_DIGITS) return sum;
  const exact = new Big(sum);
  const rounded = exact.prec(MAX_DIGITS);
  return exact.minus(rounded).abs().lt(1e-9) ? rounded.toFixed() : undefined;
}

function itemOf({ product = UNKNOWN_PRODUCT, category, quantity, amount }: OrderRow): OrderedItem {
  const price = unitPrice(amount, quantity);
  const item: { -readonly [Field in keyof OrderedItem]: OrderedItem[Field] } = { productId: product };
  if (category !== undefined) item.category = category;
  if (quantity !== undefined) item.quantity = quantity;
  if (price === undefined) item.amount = amount;
  else item.price = price;
  return item;
}

/** Undefined where it cannot be told exactly, as of 10 for 3. A quantity that is not given counts as one. */
function unitPrice(amount: number, quantity = 1): number | undefined {
  if (quantity === 1) return amount;
  if (quantity === 0) return undefined;
  const price = new Big(amount).div(quantity);
  return price.times(quantity).eq(amount) && isExactAmount(price.toNumber()) ? price.toNumber() : undefined;
}
