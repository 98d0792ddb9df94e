export interface Address {
  readonly engine: 'kafka' | 'mongodb' | 'eventstoredb';
  readonly address: string;
}

const FOR_TESTS: Readonly<Record<Address['engine'], string>> = { kafka: 'RAPPORT_TEST_KAFKA_BROKERS', mongodb: 'RAPPORT_TEST_MONGODB_URL', eventstoredb: 'RAPPORT_TEST_EVENTSTOREDB_URL' };
const FOR_THE_PRODUCT: Readonly<Record<Address['engine'], readonly [choice: string, address: string]>> = {
  kafka: ['RAPPORT_BRIDGE=kafka', 'RAPPORT_KAFKA_BROKERS'],
  mongodb: ['RAPPORT_READ_MODELS=mongodb', 'RAPPORT_MONGODB_URL'],
  eventstoredb: ['RAPPORT_EVENT_LOG=eventstoredb', 'RAPPORT_EVENTSTOREDB_URL'],
};

/** Lines for a shell to evaluate: by which tests find the engines, or by which the product uses them. */
export function exportLines(addresses: readonly Address[], tests: boolean): string[] {
  return addresses.flatMap(({ engine, address }) => {
    if (tests) return [`export ${FOR_TESTS[engine]}='${address}'`];
    const [choice, variable] = FOR_THE_PRODUCT[engine];
    return [`export ${choice}`, `export ${variable}='${address}'`];
  });
}
