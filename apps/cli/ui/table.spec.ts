import { tableText } from './table';

describe('a table', () => {
  it('aligns columns, numbers to the right, and leaves no blanks at the end', () => {
    expect(tableText(['name', 'count'], [['profile', '12'], ['rfm', '1,200']], { right: [1] })).toBe(['name     count', 'profile     12', 'rfm      1,200'].join('\n'));
    expect(tableText(['a', 'b'], [['x', '']])).toBe('a  b\nx');
  });

  it('cuts what is too wide, and is nothing without rows', () => {
    expect(tableText(['a'], [['0123456789']], { widest: 5 })).toBe('a\n0123…');
    expect(tableText(['a'], [])).toBe('');
  });
});
