export * from './bridge';
export * from './dead-letters';
export type * from './json';
