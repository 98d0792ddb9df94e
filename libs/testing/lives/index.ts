export { LATE, type Delivery } from './delivery';
export { lives } from './lives';
export { people, truthOf, type OrderTruth, type PersonTruth } from './people';
export type { LivesOptions } from './setting';
export type { Bent, Purchasing } from './person';
export { CATEGORIES, PRODUCTS, type Category, type Product } from './products';
