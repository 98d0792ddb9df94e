import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { engineAddress, kafkaBrokers, mongoDbUrl, whyWithout } from './engines-under-test';

describe('the engines that tests may use', () => {
  it('are named by the environment', () => {
    expect(mongoDbUrl({ RAPPORT_TEST_MONGODB_URL: 'mongodb://one' })).toBe('mongodb://one');
    expect(kafkaBrokers({ RAPPORT_TEST_KAFKA_BROKERS: 'one:1,two:2' })).toEqual(['one:1', 'two:2']);
    expect(engineAddress('eventstoredb', { RAPPORT_TEST_EVENTSTOREDB_URL: 'esdb://one' })).toBe('esdb://one');
  });

  it('are missing where the variable is not set, or empty', () => {
    expect([mongoDbUrl({}), kafkaBrokers({ RAPPORT_TEST_KAFKA_BROKERS: ' ' })]).toEqual([undefined, undefined]);
    expect(whyWithout('mongodb', {})).toBe('no MongoDB (set RAPPORT_TEST_MONGODB_URL; npm run engines -- up)');
  });

  it('must be there where they are required, but for the one that no registry offers', () => {
    const required = { RAPPORT_TEST_ENGINES: 'required' };
    expect(() => whyWithout('kafka', required)).toThrow('RAPPORT_TEST_ENGINES=required, but no Kafka (set RAPPORT_TEST_KAFKA_BROKERS; npm run engines -- up)');
    expect(whyWithout('eventstoredb', required)).toContain('no EventStoreDB');
  });
});

describe('a suite on a real engine', () => {
  const root = join(__dirname, '..', '..', '..');
  /** Jest over a suite of one failing test, as a process of its own; answers with what it printed. */
  const jestWith = (environment: Record<string, string>): { status: number | null; printed: string } => {
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), '--rootDir', root, '--roots', join(__dirname, 'fixtures'), '--testMatch', '**/needs-mongodb.ts', '--ci'], { cwd: root, env: { PATH, ...environment }, encoding: 'utf8' });
    return { status, printed: stdout + stderr };
  };

  it('is skipped with its reason, runs where the engine is, and is an error where it must not be missing', () => {
    const skipped = jestWith({});
    expect(skipped.printed).toContain('skipped: a suite: no MongoDB (set RAPPORT_TEST_MONGODB_URL; npm run engines -- up)\n');
    expect(skipped.status).toBe(0);
    const ran = jestWith({ RAPPORT_TEST_MONGODB_URL: 'mongodb://there' });
    expect(ran.printed).toContain('Received: "mongodb://there"');
    expect(ran.status).toBe(1);
    const required = jestWith({ RAPPORT_TEST_ENGINES: 'required' });
    expect(required.printed).toContain('RAPPORT_TEST_ENGINES=required, but no MongoDB');
    expect(required.status).toBe(1);
  });
});
