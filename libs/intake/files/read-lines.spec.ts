import { gzipSync } from 'node:zlib';
import { readLines, type LineBlock } from './read-lines';
import { scratchFolder } from './scratch-folder';

const files = scratchFolder();
afterAll(() => {
  files.remove();
});

async function linesOf(path: string, otherEncodings: 'windows-1252' | 'refuse' = 'windows-1252'): Promise<{ lines: Map<number, string>; faults: [number, string | undefined][]; last: LineBlock | undefined }> {
  const lines = new Map<number, string>();
  const faults: [number, string | undefined][] = [];
  let last: LineBlock | undefined;
  for await (const block of readLines(path, { otherEncodings })) {
    block.lines.forEach((line, i) => lines.set(block.firstLine + i, line));
    if (block.unreadable) faults.push([block.unreadable.line, block.unreadable.errors[0]?.code]);
    last = block;
  }
  return { lines, faults, last };
}

describe('readLines', () => {
  test.each([['LF', 'a\nb\n\nc\n'], ['LF without an end', 'a\nb\n\nc'], ['CRLF', 'a\r\nb\r\n\r\nc\r\n'], ['CR', 'a\rb\r\rc\r'], ['a byte order mark', '\uFEFFa\nb\n\nc\n']])('numbers the lines of a file with %s', async (_, content) => {
    expect([...(await linesOf(files.write('ends.txt', content))).lines]).toEqual([[1, 'a'], [2, 'b'], [3, ''], [4, 'c']]);
  });

  test('reads lines that go over the borders of what is read at once, and tells how far it has come', async () => {
    const expected = Array.from({ length: 5_000 }, (_, i) => `${i} ${'ü'.repeat(i % 300)}`);
    const content = Buffer.from(expected.join('\n'));
    for (const [name, bytes] of [['long.txt', content], ['long.txt.gz', gzipSync(content)], ['long-by-signature', gzipSync(content)]] as const) {
      const { lines, last } = await linesOf(files.write(name, bytes));
      expect([...lines.values()]).toEqual(expected);
      expect(last).toMatchObject({ line: 5_000, bytes: bytes.length, totalBytes: bytes.length });
    }
  });

  test('reads a line that is not UTF-8 as windows-1252, and the others as UTF-8', async () => {
    const path = files.write('mixed.txt', Buffer.concat([Buffer.from('Zoë\n'), Buffer.from([0x5a, 0x6f, 0xeb, 0x20, 0x80, 0x0d, 0x0a]), Buffer.from('Zoë')]));
    expect([...(await linesOf(path)).lines.values()]).toEqual(['Zoë', 'Zoë €', 'Zoë']);
    expect((await linesOf(path, 'refuse')).faults).toEqual([[2, 'encoding']]);
  });

  test('refuses lines with a NUL byte, and goes on', async () => {
    const { lines, faults } = await linesOf(files.write('nul.txt', 'a\nb\0b\nc\n\0\nd'));
    expect([[...lines], faults]).toEqual([[[1, 'a'], [3, 'c'], [5, 'd']], [[2, 'nul-byte'], [4, 'nul-byte']]]);
  });

  test('refuses lines over 1 MiB, and goes on', async () => {
    const mebibyte = 1024 * 1024;
    const { lines, faults } = await linesOf(files.write('wide.txt', `a\n${'x'.repeat(mebibyte)}\n${'y'.repeat(mebibyte + 1)}\nb\n${'z'.repeat(5 * mebibyte)}\nc\n${'z'.repeat(2 * mebibyte)}`));
    expect(faults).toEqual([[3, 'line-too-long'], [5, 'line-too-long'], [7, 'line-too-long']]);
    expect([...lines.keys()]).toEqual([1, 2, 4, 6]);
  });

  test('an empty file has no lines', async () => {
    expect((await linesOf(files.write('empty.txt', ''))).lines.size).toBe(0);
    expect((await linesOf(files.write('mark.txt', '\uFEFF'))).lines.size).toBe(0);
  });

  test.each([
    ['is missing', () => files.path('no-such-file.csv'), 'no-such-file.csv does not exist'],
    ['is a folder', () => files.path('.'), 'is not a regular file'],
    ['is UTF-16', () => files.write('utf16.txt', Buffer.from('\uFEFFa\nb', 'utf16le')), 'utf16.txt is UTF-16; save it as UTF-8'],
    ['claims to be compressed', () => files.write('plain.gz', 'a\nb'), 'plain.gz is not a sound gzip file'],
    ['breaks off', () => files.write('half.gz', gzipSync(Buffer.from(Array.from({ length: 2_000 }, (_, i) => i * 7919).join('\n'))).subarray(0, 3_000)), 'half.gz is a gzip file that breaks off'],
  ])('says so of a file that %s', async (_, path, message) => {
    await expect(linesOf(path())).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE', message: expect.stringContaining(message) });
  });
});
