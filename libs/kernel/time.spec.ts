import { assert, integer, property } from 'fast-check';
import { DAY, dayOf, formatTime, HOUR, parseTime, readTime } from './time';

const noon = Date.UTC(2026, 2, 1, 12);

describe('reading a time', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', noon], ['2026-03-01T12:00:00Z', noon], ['2026-03-01T12:00Z', noon], ['2026-03-01 12:00:00', noon],
    ['2026-03-01T13:00:00+01:00', noon], ['2026-03-01T13:00:00+0100', noon], ['2026-03-01T04:30:00-07:30', noon], ['2026-03-02T02:00:00+14:00', noon],
    ['2026-03-01T12:00:00,5Z', noon + 500], ['2026-03-01T12:00:00.123456789Z', noon + 123], ['2026-03-01T12:00:00.9999Z', noon + 999],
  ])('takes %s', (text, moment) => {
    expect(readTime(text)).toBe(moment);
  });

  it('takes a date alone as its first instant in UTC, and a time without offset as UTC', () => {
    expect(readTime('2026-03-01')).toBe(Date.UTC(2026, 2, 1));
    expect(readTime('2026-03-01T12:00:00')).toBe(noon);
  });

  it.each(['2024-02-29', '2000-02-29', '2026-12-31T23:59:59.999Z', '1900-01-01', '2199-12-31T23:59:59.999Z'])('takes %s, which there is', (text) => {
    expect(readTime(text)).toBeDefined();
  });

  it.each([
    '', 'now', '1772366400000', '2026', '2026-03', '2026-3-1', '01.03.2026', '2026-03-01T', '2026-03-01T12', '2026-03-01Z', ' 2026-03-01', '2026-03-01T12:00:00Z ', '2026-03-01T12:00:00.Z', '2026-03-01T12:00:00+1',
    '+2026-03-01', '-2026-03-01', '12026-03-01', '2026-03-01T12:00:00 UTC', '２０２６-03-01', '2026-03-01T12:00:00.1234567890Z',
  ])('does not take "%s", which is not ISO 8601 as it is written here', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it.each([
    '2026-02-29', '2100-02-29', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00', '2026-01-32', '2026-03-01T24:00:00Z', '2026-03-01T12:60:00Z', '2026-12-31T23:59:60Z',
    '2026-03-01T12:00:00+24:00', '2026-03-01T12:00:00+99:99', '2026-03-01T12:00:00-01:60',
  ])('does not take %s, which there is not', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it.each(['1899-12-31T23:59:59.999Z', '2200-01-01', '0026-03-01', '0099-12-31', '9999-12-31', '1900-01-01T00:00:00+01:00'])('does not take %s, which is not from 1900 to 2199', (text) => {
    expect(readTime(text)).toBeUndefined();
  });

  it('gives back any moment that it can write', () => {
    assert(property(integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) - 1 }), (moment) => {
      expect(readTime(formatTime(moment))).toBe(moment);
    }));
  });

  it.each(['2026-03-01T10:15:00.000Z', '2026-02-28T23:59:59.999Z', '2026-02-29T00:00:00.000Z', '2024-02-29T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-00-10T00:00:00.000Z', '2026-01-00T00:00:00.000Z', '2026-01-31T24:00:00.000Z', '2026-01-01T00:60:00.000Z',
    '2026-01-01T00:00:60.000Z', '1900-01-01T00:00:00.000Z', '1899-12-31T23:59:59.999Z', '2200-01-01T00:00:00.000Z', '20a6-01-01T00:00:00.000Z', '2026-01-01T00:00:00.00:Z', '2026/01/01T00:00:00.000Z', '2026-01-01T00:00:00.0000'])('is the same in the plain form as at offset zero: %s', (text) => {
    expect(readTime(text)).toBe(readTime(text.replace('Z', '+00:00')));
  });

  it('is the same at whatever offset it is written', () => {
    assert(property(integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 0, 1) }), integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }), (moment, minutes) => {
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) => String(part).padStart(2, '0'));
      expect(readTime(formatTime(moment + minutes * 60_000).replace('Z', `${minutes < 0 ? '-' : '+'}${hours!}:${rest!}`))).toBe(moment);
    }));
  });

  it('is refused by name, without what was given', () => {
    expect(() => parseTime('yesterday', 'asOf')).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_TIME', status: 400, message: expect.stringMatching(/^asOf must be an ISO 8601 time/), errors: [{ path: 'asOf', code: 'time', message: 'must be an ISO 8601 time' }] }));
    expect(parseTime('2026-03-01T12:00:00Z')).toBe(noon);
  });
});

describe('days', () => {
  it('are counted in UTC from 1970-01-01', () => {
    expect([dayOf(0), dayOf(DAY - 1), dayOf(DAY), dayOf(-1), dayOf(noon)]).toEqual([0, 0, 1, -1, Math.floor(noon / DAY)]);
    expect(DAY).toBe(24 * HOUR);
  });
});
