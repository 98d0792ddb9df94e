import { nearest } from './nearest';

describe('the nearest name', () => {
  const names = ['serve', 'import', 'seed', 'tail', 'history', 'rebuild', 'compare', 'doctor'];

  it('finds what was meant', () => {
    expect(['improt', 'sevre', 'Tail', 'docter', 'histroy'].map((typed) => nearest(typed, names))).toEqual(['import', 'serve', 'tail', 'doctor', 'history']);
  });

  it('prefers what begins so', () => {
    expect(nearest('reb', names)).toBe('rebuild');
    expect(nearest('com', names)).toBe('compare');
  });

  it('always has an answer where there are names', () => {
    expect(nearest('xyz', names)).toBeDefined();
    expect(nearest('xyz', [])).toBeUndefined();
  });
});
