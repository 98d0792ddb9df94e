export * from './codec';
export * from './event-log';
