export * from './start-product';
