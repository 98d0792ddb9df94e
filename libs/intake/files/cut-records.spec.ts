import fc from 'fast-check';
import { cutRecords } from './cut-records';
import type { Separator } from './separator';

function cut(text: string, separator: Separator = ',', closed = true): { rows: [number, ...string[]][]; faults: [number, string | undefined][]; used: number } {
  const { found, used } = cutRecords(text.split('\n'), 1, separator, closed);
  return {
    rows: found.flatMap((record): [number, ...string[]][] => ('cells' in record ? [[record.line, ...record.cells]] : [])),
    faults: found.flatMap((record): [number, string | undefined][] => ('errors' in record ? [[record.line, record.errors[0]?.message]] : [])),
    used,
  };
}

describe('cutRecords', () => {
  test('gives back every cell that was written by the rules of RFC 4180, on the line where its record begins', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '\n') });
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }), fc.constantFrom<Separator>(',', ';', '\t'), (rows, separator) => {
      const { rows: read, faults } = cut(rows.map((cells) => cells.map(quote).join(separator)).join('\n'), separator);
      const before = rows.map((_, i) => 1 + rows.slice(0, i).reduce((lines, cells) => lines + 1 + cells.join('').split('\n').length - 1, 0));
      expect([read, faults]).toEqual([rows.map((cells, i) => [before[i], ...cells]), []]);
    }));
  });

  test('cuts at runs of blanks, leading and trailing ones aside, and keeps what is quoted together', () => {
    expect(cut(' 00004  0001\t19970101  2   29.33 \n"Brion ""B"" Stark" 2004-12-20 32\n5" disk', 'blanks').rows).toEqual([[1, '00004', '0001', '19970101', '2', '29.33'], [2, 'Brion "B" Stark', '2004-12-20', '32'], [3, '5"', 'disk']]);
  });

  test('keeps empty cells where a tab separates', () => {
    expect(cut('a\t\t"b"\t', '\t').rows).toEqual([[1, 'a', '', 'b', '']]);
  });

  test('takes a quote in the midst of an unquoted cell for text', () => {
    expect(cut('a,5" disk,b\nc,"d",e').rows).toEqual([[1, 'a', '5" disk', 'b'], [2, 'c', 'd', 'e']]);
  });

  test('drops blanks around a quoted cell', () => {
    expect(cut('a , "b, c" ,d').rows).toEqual([[1, 'a', 'b, c', 'd']]);
  });

  test('refuses only the line of a stray quote, whatever stands after it', () => {
    expect(cut('a,"b,c\nd,"e",f\ng,h,i')).toMatchObject({ rows: [[2, 'd', 'e', 'f'], [3, 'g', 'h', 'i']], faults: [[1, 'a quoted cell is closed in its midst; a quote within it is written twice']] });
    expect(cut('a,"b,c\nd,e,f')).toMatchObject({ rows: [[2, 'd', 'e', 'f']], faults: [[1, 'a quoted cell is not closed']] });
    const many = `a,"b,c\n${Array.from({ length: 500 }, (_, i) => `d,${i}`).join('\n')}`;
    expect(cut(many)).toMatchObject({ faults: [[1, 'a quoted cell is not closed within 200 lines']] });
    expect(cut(many).rows).toHaveLength(500);
  });

  test('leaves a record that may go on to whoever has the lines that follow', () => {
    expect(cut('a,b\nc,"d\ne', ',', false)).toEqual({ rows: [[1, 'a', 'b']], faults: [], used: 1 });
  });
});
