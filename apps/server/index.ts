export * from './openapi';
export * from './start-server';
