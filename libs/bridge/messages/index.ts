export * from './async-api';
export * from './from-bridge';
export * from './to-bridge';
export * from './topics';
