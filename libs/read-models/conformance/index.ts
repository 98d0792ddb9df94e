export { readModelStoreConformance } from './read-model-store.conformance';
export type { OpenReadModelStore, ReadModelStoreUnderTest } from './subject';
