export * from './seeded';
export * from './start-product';
