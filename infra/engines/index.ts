export { ROOT } from './cache-folder';
export * from './engine-cluster';
export * from './engine-process';
export * from './free-ports';
export * from './kafka-cluster';
export type * from './kafka-guard';
export * from './local-engines';
export * from './mongodb-cluster';
export * from './wait-until';
