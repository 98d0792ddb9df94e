import { configurationVariables, readConfiguration } from './configuration';

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfiguration(environment);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfiguration({})).toMatchObject({ host: '127.0.0.1', port: 3000, data: './data', roles: ['front-office', 'projector', 'back-office'], eventLog: 'embedded', readModels: 'embedded', bridge: 'embedded', namespace: 'rapport', logLevel: 'info', clock: 'system' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['nothing is said', {}, 'off'], ['all roles are', { RAPPORT_ROLES: 'all' }, 'off'], ['it is asked for', { RAPPORT_BACK_OFFICE: 'reference' }, 'reference'],
    ['its role is named', { RAPPORT_ROLES: 'back-office', RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: 'a:1' }, 'reference'], ['its role is named among others', { RAPPORT_ROLES: 'front-office, projector,back-office' }, 'reference'],
  ])('has a back office or not where %s', (_, environment, backOffice) => {
    expect(readConfiguration(environment).backOffice).toBe(backOffice);
  });

  it('tells all faults together, naming the variable and the rule, never the value', () => {
    const told = faultsOf({ RAPPORT_PORT: 'secret-port', RAPPORT_EVENT_LOG: 'paper', RAPPORT_PHONE_REGION: 'austria' });
    expect(told.split('\n')).toEqual(['the configuration has faults:', expect.stringContaining('RAPPORT_PORT must be a port'), expect.stringContaining('RAPPORT_EVENT_LOG must be one of: embedded'), expect.stringContaining('RAPPORT_PHONE_REGION must be')]);
    expect(told).not.toMatch(/secret-port|paper|austria/);
  });

  it('knows no other variable of its name, and guesses which was meant', () => {
    expect(faultsOf({ RAPPORT_PROT: '3000' })).toContain('RAPPORT_PROT is not a variable of this product; did you mean RAPPORT_PORT?');
    expect(faultsOf({ RAPPORT_TEST_LAW_RUNS: '5', RAPPORT_DATASETS: '/somewhere', OTHER: '1' })).toBe('');
  });

  it('refuses a namespace from which MongoDB cannot make the name of the back office\'s database', () => {
    const books = { RAPPORT_ROLES: 'back-office', RAPPORT_BRIDGE: 'kafka', RAPPORT_KAFKA_BROKERS: 'a:1', RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: 'mongodb://a' };
    const [longest, longer] = ['x'.repeat(51), 'x'.repeat(52)];
    expect(faultsOf({ ...books, RAPPORT_NAMESPACE: longest })).toBe('');
    expect(faultsOf({ ...books, RAPPORT_NAMESPACE: longer }).split('\n')).toEqual(['the configuration has faults:', '  RAPPORT_NAMESPACE must have at the most 51 characters where the back office keeps its books in MongoDB, in the database <namespace>-back-office']);
    expect(faultsOf({ ...books, RAPPORT_NAMESPACE: longer, RAPPORT_READ_MODELS: '' })).toBe('');
    expect(faultsOf({ RAPPORT_READ_MODELS: 'mongodb', RAPPORT_MONGODB_URL: 'mongodb://a', RAPPORT_NAMESPACE: longer })).toBe('');
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['a user without a password', { RAPPORT_KAFKA_SASL: 'plain', RAPPORT_KAFKA_USERNAME: 'ann' }, ['RAPPORT_KAFKA_PASSWORD must be set with RAPPORT_KAFKA_SASL=plain']],
    ['a password without a way to tell it', { RAPPORT_KAFKA_PASSWORD: 'secret-word' }, ['RAPPORT_KAFKA_PASSWORD is of use only with RAPPORT_KAFKA_SASL']],
    ['authorities without TLS', { RAPPORT_KAFKA_CA_FILE: '/secret-word' }, ['RAPPORT_KAFKA_CA_FILE is of use only with RAPPORT_KAFKA_TLS=on']],
    ['a way to tell it that there is not', { RAPPORT_KAFKA_SASL: 'secret-word' }, ['RAPPORT_KAFKA_SASL must be one of: off, plain, scram-sha-256, scram-sha-512']],
  ])('refuses %s for Kafka, and tells no secret', (_, environment, faults) => {
    expect(faultsOf(environment).split('\n')).toEqual(['the configuration has faults:', ...faults.map((fault) => `  ${fault}`)]);
    expect(faultsOf(environment)).not.toContain('secret-word');
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readConfiguration({ RAPPORT_PORT: '' }).port).toBe(3000);
  });

  it('lists its variables with their rules', () => {
    expect(configurationVariables().map(({ name }) => name)).toContain('RAPPORT_IDENTITY_KINDS');
  });
});
