export * from './openapi';
export * from './running-server';
export * from './start-server';
