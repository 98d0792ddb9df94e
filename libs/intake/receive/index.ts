export * from './in-flight';
export * from './intake';
export * from './read-touchpoint';
