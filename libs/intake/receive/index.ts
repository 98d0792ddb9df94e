export * from './intake';
export * from './read-touchpoint';
