import { dateReader } from './date-reader';

describe('dateReader', () => {
  test.each([
    ['1997-01-18', '1997-01-18T00:00:00.000Z'], ['19970118', '1997-01-18T00:00:00.000Z'], ['1997-01-18T00:00:00Z', '1997-01-18T00:00:00.000Z'],
    ['2017-01-28 14:06:53', '2017-01-28T14:06:53.000Z'], ['2026-03-01T10:15:00.123+02:00', '2026-03-01T08:15:00.123Z'],
  ])('reads %s without being told a format', (text, iso) => {
    const read = dateReader();
    expect([read(text), read(text)]).toEqual([iso, iso]);
  });

  test.each(['', 'not-a-date', '1997-02-30', '19971301', '1997', '01.02.1997', '1/2/1997', '1850-01-01'])('does not read %j, which is no date or could be two', (text) => {
    expect(dateReader()(text)).toBeUndefined();
  });

  test.each([
    ['DD.MM.YYYY', '18.01.1997', '1997-01-18T00:00:00.000Z'], ['DD.MM.YYYY', '8.1.1997', '1997-01-08T00:00:00.000Z'], ['M/D/YYYY', '12/1/2010', '2010-12-01T00:00:00.000Z'],
    ['M/D/YYYY H:mm', '12/1/2010 8:26', '2010-12-01T08:26:00.000Z'], ['YYYY-MM-DDTHH:mm:ssZ', '2010-12-01T08:26:05Z', '2010-12-01T08:26:05.000Z'],
    ['DDMMYYYY', '01121997', '1997-12-01T00:00:00.000Z'], ['YYYYMMDDHHmmss', '19970118101530', '1997-01-18T10:15:30.000Z'],
  ])('reads, told %s, %s', (format, text, iso) => {
    expect(dateReader(format)(text)).toBe(iso);
  });

  test.each([['DD.MM.YYYY', '1997-01-18'], ['DD.MM.YYYY', '31.02.1997'], ['DD.MM.YYYY', '18.01.97'], ['DD.MM.YYYY', '18x01x1997'], ['DDMMYYYY', '1121997']])('told %s, reads nothing else, such as %s', (format, text) => {
    expect(dateReader(format)(text)).toBeUndefined();
  });

  test.each(['', 'DD.MM', 'DD.MM.YY', 'DD MMM YYYY', 'DD.MM.YYYY DD', 'dd.MM.yyyy', 'x'])('refuses the format %j', (format) => {
    expect(() => dateReader(format)).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_REQUEST' }));
  });
});
