import { firstDay } from './first-day';

describe('the first day of so many months', () => {
  it('is the same day of an earlier month', () => {
    expect(firstDay(Date.UTC(2026, 10, 23, 17), 24)).toBe('2024-11-23');
    expect(firstDay(Date.UTC(2026, 0, 5), 2)).toBe('2025-11-05');
  });

  it('is the last of a month that is shorter', () => {
    expect(firstDay(Date.UTC(2028, 1, 29), 24)).toBe('2026-02-28');
    expect(firstDay(Date.UTC(2026, 2, 31), 1)).toBe('2026-02-28');
  });
});
