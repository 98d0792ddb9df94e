import { euro, type Product } from './products';

/** A line of an order as touchpoints carry it. */
export interface Item {
  productId: string;
  name: string;
  category: string;
  quantity: number;
  price: number;
}

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

export function addLine(basket: Line[], product: Product, quantity: number): void {
  const index = basket.findIndex((line) => line.product === product);
  if (index < 0) basket.push({ product, quantity });
  else basket[index] = { product, quantity: (basket[index]?.quantity ?? 0) + quantity };
}

/** In cents. */
export function totalOf(basket: readonly Line[]): number {
  return basket.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);
}

/** As an order lists them. */
export function itemsOf(basket: readonly Line[]): Item[] {
  return basket.map(({ product: { productId, name, category, cents }, quantity }) => ({ productId, name, category, quantity, price: euro(cents) }));
}
