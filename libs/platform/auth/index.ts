export * from './authorize';
export * from './key-ring';
