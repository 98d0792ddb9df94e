/**
 * A company and the lives of its customers, made up from a seed: what they do, how its systems report it, and what is true about them.
 * One seed is one company; told with more customers it is another.
 */
export { LATE, type Delivery } from './delivery';
export { lives } from './lives';
export { people, truthOf, type OrderTruth, type PersonTruth } from './people';
export type { LivesOptions } from './setting';
export type { Bent, Purchasing } from './person';
export { CATEGORIES, PRODUCTS, type Category, type Product } from './products';
export { Random } from './random';
