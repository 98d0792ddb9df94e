export * from './parameters';
export * from './problem.filter';
export * from './refusals';
export * from './validate.pipe';
export * from './visibility.interceptor';
