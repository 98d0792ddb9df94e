import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Received } from '#intake/receive';

/** A longer line is no touchpoint; what is beyond is read past, not kept. */
const LONGEST_LINE = 1_000_000;

/** Characters of a group, at most, but for its last line. */
const LONGEST_GROUP = 512 * 1024;

export interface LineGroup {
  readonly lines: readonly Received[];
  /** How large they are as text. */
  readonly bytes: number;
}

/** The lines of an NDJSON stream, parsed, in groups; blank lines are passed over. Reads on only when asked to. */
export async function* linesOf(stream: Readable, groupSize: number): AsyncGenerator<LineGroup> {
  const decoder = new StringDecoder('utf8');
  let group: Received[] = [];
  let bytes = 0;
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > 2 * LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE + 1);
    for (const line of lines) {
      const received = readLine(line);
      if (received) group.push(received);
      bytes += line.length;
      if (group.length >= groupSize || bytes >= LONGEST_GROUP) {
        yield { lines: group, bytes };
        [group, bytes] = [[], 0];
      }
    }
  }
  const last = readLine(rest + decoder.end());
  if (last) group.push(last);
  if (group.length > 0) yield { lines: group, bytes: bytes + rest.length };
}

function readLine(line: string): Received | undefined {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return undefined;
  if (text.length > LONGEST_LINE) return { broken: text.slice(0, LONGEST_LINE) };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { broken: text };
  }
}
