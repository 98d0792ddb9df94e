export * from './lock-folder';
export * from './open-database';
