/** How tests are told where each real engine is: `npm run engines -- up --tests` prints the variables to set. */
export interface EngineAddresses {
  /** A connection string. */
  readonly mongodb: string;
  /** Brokers as host:port. */
  readonly kafka: readonly string[];
  /** A connection string. */
  readonly eventstoredb: string;
}

export type Engine = keyof EngineAddresses;

interface EngineUnderTest {
  readonly title: string;
  readonly variable: string;
  /** How one comes by it. */
  readonly advice: string;
  /** Whether it can be had wherever the tests run; then RAPPORT_TEST_ENGINES=required insists on it. */
  readonly obtainable: boolean;
}

const ENGINES: Readonly<Record<Engine, EngineUnderTest>> = {
  mongodb: { title: 'MongoDB', variable: 'RAPPORT_TEST_MONGODB_URL', advice: 'npm run engines -- up', obtainable: true },
  kafka: { title: 'Kafka', variable: 'RAPPORT_TEST_KAFKA_BROKERS', advice: 'npm run engines -- up', obtainable: true },
  eventstoredb: { title: 'EventStoreDB', variable: 'RAPPORT_TEST_EVENTSTOREDB_URL', advice: 'docs/engines.md says how to start one', obtainable: false },
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Connection string of the MongoDB that tests may use. */
export const mongoDbUrl = (environment: Environment = process.env): string | undefined => variableOf('mongodb', environment);

/** Brokers of the Kafka that tests may use, as host:port. */
export const kafkaBrokers = (environment: Environment = process.env): readonly string[] | undefined => variableOf('kafka', environment)?.split(',');

/** Connection string of the real EventStoreDB that tests may use. */
export const eventStoreDbUrl = (environment: Environment = process.env): string | undefined => variableOf('eventstoredb', environment);

/** Where an engine is; undefined where tests have none. */
export function engineAddress<E extends Engine>(engine: E, environment: Environment = process.env): EngineAddresses[E] | undefined {
  const read: { readonly [Each in Engine]: (environment: Environment) => EngineAddresses[Each] | undefined } = { mongodb: mongoDbUrl, kafka: kafkaBrokers, eventstoredb: eventStoreDbUrl };
  return read[engine](environment);
}

/**
 * Why a suite cannot run, in a sentence for its title.
 * @throws Error where RAPPORT_TEST_ENGINES=required says that nothing obtainable may be skipped.
 */
export function whyWithout(engine: Engine, environment: Environment = process.env): string {
  const { title, variable, advice, obtainable } = ENGINES[engine];
  const reason = `no ${title} (set ${variable}; ${advice})`;
  if (obtainable && environment['RAPPORT_TEST_ENGINES'] === 'required') throw new Error(`RAPPORT_TEST_ENGINES=required, but ${reason}`);
  return reason;
}

function variableOf(engine: Engine, environment: Environment): string | undefined {
  const given = environment[ENGINES[engine].variable]?.trim();
  return given === '' ? undefined : given;
}
