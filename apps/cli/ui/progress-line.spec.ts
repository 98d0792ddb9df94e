import { fitted, progressLine } from './progress-line';

describe('a line of progress', () => {
  it('says share, count, rate and the time left', () => {
    expect(progressLine({ label: 'importing orders.csv', unit: 'orders', count: 6_000, fraction: 0.4, seconds: 4 })).toBe('importing orders.csv  40 %  6,000 orders  1,500/s  6.0 s left');
  });

  it('leaves out what nobody knows', () => {
    expect(progressLine({ label: 'sending', unit: 'touchpoints', count: 0, seconds: 0 })).toBe('sending  0 touchpoints');
    expect(progressLine({ label: 'sending', unit: 'touchpoints', count: 500, seconds: 0.5, fraction: 0.1 })).toBe('sending  10 %  500 touchpoints  1,000/s');
    expect(progressLine({ label: 'sending', unit: 'touchpoints', count: 500, seconds: 5, fraction: 1 })).toBe('sending  100 %  500 touchpoints  100/s');
  });

  it('is cut to the terminal', () => {
    expect(fitted('0123456789', 8)).toBe('012345…');
    expect(fitted('0123456789', 80)).toBe('0123456789');
  });
});
