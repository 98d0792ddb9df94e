import { bytesText, countOf, durationText, rateText } from './figures';

describe('figures for people', () => {
  it('groups thousands and counts in the singular', () => {
    expect(countOf(1, 'order')).toBe('1 order');
    expect(countOf(1_234_567, 'order')).toBe('1,234,567 orders');
    expect(countOf(0, 'entry', 'entries')).toBe('0 entries');
  });

  it('says durations in the two units that matter', () => {
    expect([0.44, 42, 59.7, 185, 7_800].map(durationText)).toEqual(['0.4 s', '42 s', '1 min 00 s', '3 min 05 s', '2 h 10 min']);
  });

  it('says sizes in the unit that keeps them short', () => {
    expect([312, 4_300, 120 * 1024 ** 2, 1.3 * 1024 ** 3].map(bytesText)).toEqual(['312 B', '4.2 KiB', '120 MiB', '1.3 GiB']);
  });

  it('says rates, of no time at all too', () => {
    expect([rateText(23_060, 10), rateText(14, 4), rateText(0, 0)]).toEqual(['2,306/s', '3.5/s', '0.0/s']);
  });
});
