export * from './bridge-intake';
export * from './relay';
