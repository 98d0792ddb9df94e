import { eventStoreDbAnswers, healthAddresses } from './event-store-db';
import { exportLines } from './export-lines';

describe('what npm run engines prints', () => {
  const addresses = [{ engine: 'kafka', address: '127.0.0.1:9092' }, { engine: 'mongodb', address: 'mongodb://127.0.0.1:1/?replicaSet=rs0' }] as const;

  it('makes the product use the engines', () => {
    expect(exportLines(addresses, false)).toEqual(['export RAPPORT_BRIDGE=kafka', "export RAPPORT_KAFKA_BROKERS='127.0.0.1:9092'", 'export RAPPORT_READ_MODELS=mongodb', "export RAPPORT_MONGODB_URL='mongodb://127.0.0.1:1/?replicaSet=rs0'"]);
  });

  it('makes tests find them', () => {
    expect(exportLines(addresses, true)).toEqual(["export RAPPORT_TEST_KAFKA_BROKERS='127.0.0.1:9092'", "export RAPPORT_TEST_MONGODB_URL='mongodb://127.0.0.1:1/?replicaSet=rs0'"]);
  });
});

describe('an EventStoreDB that somebody else has started', () => {
  it('is asked at each of its nodes, without the credentials of its connection string', () => {
    expect(healthAddresses('esdb://admin:changeit@one:2113,two?tls=false')).toEqual(['http://one:2113/health/live', 'http://two:2113/health/live']);
    expect(healthAddresses('esdb+discover://cluster.example:2113')).toEqual(['https://cluster.example:2113/health/live']);
  });

  it('is a fault where it is not named, or does not answer', async () => {
    await expect(eventStoreDbAnswers({})).rejects.toThrow('name it in RAPPORT_TEST_EVENTSTOREDB_URL');
    await expect(eventStoreDbAnswers({ RAPPORT_TEST_EVENTSTOREDB_URL: 'esdb://127.0.0.1:1?tls=false' })).rejects.toThrow('no EventStoreDB answers at http://127.0.0.1:1/health/live');
  });
});
