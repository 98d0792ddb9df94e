import { gzipSync } from 'node:zlib';
import { gather } from './gather';
import { scratchFolder } from './scratch-folder';
import { readTouchpoints } from './touchpoints-file';

const files = scratchFolder();
afterAll(() => {
  files.remove();
});

describe('readTouchpoints', () => {
  test('gives each line with its number, passing over blank ones', async () => {
    const content = '\uFEFF{"id":"a"}\r\n\r\n{"id":"b"}\n[1]\n';
    for (const path of [files.write('a.ndjson', content), files.write('a.ndjson.gz', gzipSync(content))]) {
      expect(await gather(readTouchpoints(path))).toMatchObject({ touchpoints: [{ id: 'a' }, { id: 'b' }, [1]], lines: [1, 3, 4], faults: [] });
    }
  });

  test('reports a line that is no JSON, no UTF-8 or over 1 MiB, and goes on', async () => {
    const path = files.write('b.ndjson', Buffer.concat([Buffer.from('{"id":"a"}\n{"id":\n"'), Buffer.from([0xff]), Buffer.from(`"\n"${'x'.repeat(3 * 1024 * 1024)}"\n{"id":"b"}`)]));
    const { touchpoints, lines, faults } = await gather(readTouchpoints(path));
    expect([touchpoints, lines]).toEqual([[{ id: 'a' }, { id: 'b' }], [1, 5]]);
    expect(faults.map(({ line, errors }) => [line, errors[0]?.code])).toEqual([[2, 'json'], [3, 'encoding'], [4, 'line-too-long']]);
    expect(faults[0]?.raw).toBe('{"id":');
    expect(faults[2]?.raw.length).toBeLessThanOrEqual(2_000);
  });

  test('comes in chunks of 1,000 with the progress', async () => {
    const path = files.write('c.ndjson', Array.from({ length: 2_500 }, (_, i) => `{"id":"${i}"}\n`).join(''));
    const { chunks } = await gather(readTouchpoints(path));
    expect(chunks.map((chunk) => chunk.touchpoints.length)).toEqual([1_000, 1_000, 500]);
    expect(chunks.map((chunk) => chunk.line)).toEqual([1_000, 2_000, 2_500]);
    expect(chunks.at(-1)?.bytes).toBe(chunks.at(-1)?.totalBytes);
  });

  test('comes in smaller chunks where the lines are long', async () => {
    const path = files.write('d.ndjson', `${JSON.stringify('x'.repeat(900_000))}\n`.repeat(12));
    expect((await gather(readTouchpoints(path))).chunks.map((chunk) => chunk.touchpoints.length)).toEqual([5, 5, 2]);
  });

  test('an empty file has none, a missing one is named', async () => {
    expect((await gather(readTouchpoints(files.write('e.ndjson', '')))).touchpoints).toEqual([]);
    await expect(gather(readTouchpoints(files.path('none.ndjson')))).rejects.toMatchObject({ code: 'RAPPORT_BAD_FILE', message: expect.stringContaining('none.ndjson') });
  });
});
