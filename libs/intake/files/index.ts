export type { Chunk, LineFault, Progress } from './chunk';
export { UNKNOWN_PRODUCT } from './order-draft';
export { readOrders } from './orders-file';
export type { OrdersFileOptions } from './orders-file-options';
export { readTouchpoints } from './touchpoints-file';
