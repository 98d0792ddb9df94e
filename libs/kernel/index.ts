export * from './clock';
export * from './decimal';
export * from './errors';
export * from './page-token';
export * from './position';
export * from './time';
export * from './uuid';
export * from './sorted';
