export * from './catalogue';
export * from './define-touchpoint';
export * from './event-types';
export * from './schema';
export * from './touchpoint';
