import { sortedRecord } from './sorted';

describe('a sorted record', () => {
  it('has its names in code-unit order, whatever the order in which it grew', () => {
    const entries = [['b', 1], ['a', 2], ['B', 3], ['ä', 4], ['', 5]] as const;
    expect(JSON.stringify(sortedRecord(entries))).toBe('{"":5,"B":3,"a":2,"b":1,"ä":4}');
    expect(JSON.stringify(sortedRecord([...entries].reverse()))).toBe(JSON.stringify(sortedRecord(entries)));
  });

  it('keeps names that mean something to the language', () => {
    expect(JSON.stringify(sortedRecord([['toString', 1], ['__proto__', 2]]))).toBe('{"__proto__":2,"toString":1}');
  });

  it('may be empty', () => {
    expect(sortedRecord([])).toEqual({});
  });
});
