export { EmbeddedReadModelStore, type EmbeddedStoreOptions } from './embedded-read-model-store';
