import { readOptions } from './options';

describe('the options of the chaos', () => {
  it('have a default each', () => {
    expect(readOptions([])).toMatchObject({ seed: 1, runs: 10, profile: { name: 'embedded' }, help: false });
  });

  it('are read', () => {
    expect(readOptions(['--seed', '7', '--runs', '2', '--cluster', '--within', '60', '--least', '2'])).toMatchObject({ seed: 7, runs: 2, within: 60, least: 2, profile: { name: 'cluster' } });
  });

  it.each([[['--seed', 'x'], '--seed'], [['--runs', '0'], '--runs'], [['--profile', 'paper'], 'no profile paper'], [['--within', '-1'], '--within'], [['--least', '0'], '--least'], [['--runs', '3', '--least', '4'], '--least'], [['--speed', '9'], 'speed']])('%j: what is wrong is said', (words, told) => {
    expect(readOptions(words)).toEqual({ fault: expect.stringContaining(told) });
  });
});
