import { lineFault, type Chunk, type Progress } from './chunk';
import { ChunkBuilder } from './chunk-builder';
import { readLines } from './read-lines';

/**
 * Reads newline-delimited JSON (`.gz` too), one touchpoint a line, about 1,000 at a time. Whether a line's value is a touchpoint is for intake to say; a line that is no JSON,
 * not UTF-8 or longer than 1 MiB is a fault, and reading goes on. Blank lines are passed over.
 * @throws RAPPORT_BAD_FILE if the file is missing or unreadable
 */
export async function* readTouchpoints(path: string): AsyncGenerator<Chunk<unknown>> {
  const chunk = new ChunkBuilder<unknown>();
  let progress: Progress = { line: 0, bytes: 0, totalBytes: 0 };
  for await (const { firstLine, lines, unreadable, ...read } of readLines(path, { otherEncodings: 'refuse' })) {
    for (const [i, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const line = firstLine + i;
      const touchpoint = parsed(text);
      if (touchpoint === undefined) chunk.fault(lineFault(line, text, { path: '', code: 'json', message: 'the line is not JSON' }));
      else chunk.add(touchpoint, line, text.length);
      if (chunk.full) yield chunk.take({ ...read, line });
    }
    if (unreadable) chunk.fault(unreadable);
    progress = read;
  }
  yield chunk.take(progress);
}

/** Undefined for what is no JSON; JSON has no undefined of its own. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
