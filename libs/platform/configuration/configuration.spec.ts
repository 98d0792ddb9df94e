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
    expect(readConfiguration({})).toMatchObject({ host: '127.0.0.1', port: 3000, data: './data', roles: 'all', eventLog: 'embedded', readModels: 'embedded', bridge: 'embedded', namespace: 'rapport', logLevel: 'info', clock: 'system' });
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

  it('takes an empty variable as one that is not set', () => {
    expect(readConfiguration({ RAPPORT_PORT: '' }).port).toBe(3000);
  });

  it('lists its variables with their rules', () => {
    expect(configurationVariables().map(({ name }) => name)).toContain('RAPPORT_IDENTITY_KINDS');
  });
});
