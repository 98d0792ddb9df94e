import { Id, Measure } from '../../schema';

/** How likely a lead is to take a product, from 0 to 1. */
export class ProductPropensity {
  @Id() productId!: string;
  @Measure({ from: 0, to: 1 }) propensity!: number;
}
