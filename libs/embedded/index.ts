export * from './copy-database';
export * from './lock-folder';
export * from './open-database';
