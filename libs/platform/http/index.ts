export * from './parameters';
export * from './problem.filter';
export * from './validate.pipe';
export * from './visibility.interceptor';
