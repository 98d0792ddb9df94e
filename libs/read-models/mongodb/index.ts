export { MongoReadModelStore, type MongoStoreOptions } from './mongo-read-model-store';
