import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FRAME_PREFIX } from './recorded-event';

const NAME = 'events.log';
/** Before each append: how many bytes of frames follow. */
export const RECORD_PREFIX = 4;
const READ_AT_ONCE = 8 * 1024 * 1024;

/**
 * Appends, one after the other, each with its length before it. An append that a kill cut in two is dropped as a whole when
 * the file is opened again. Nothing is forced to disk: a kill of the process loses nothing, a power cut may.
 */
export class LogFile {
  readonly #file: number;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = openSync(join(folder, NAME), 'a+');
  }

  /** Gives every event frame in order, and cuts off what is incomplete at the end. A frame's bytes are the receiver's only until it returns. */
  replay(receive: (frame: Buffer) => void): void {
    let rest = Buffer.alloc(0);
    let readTo = 0;
    let whole = 0;
    const chunk = Buffer.allocUnsafe(READ_AT_ONCE);
    for (;;) {
      const count = readSync(this.#file, chunk, 0, chunk.length, readTo);
      if (count === 0) break;
      readTo += count;
      rest = Buffer.concat([rest, chunk.subarray(0, count)]);
      let at = 0;
      while (rest.length - at >= RECORD_PREFIX) {
        const size = rest.readUInt32BE(at);
        if (rest.length - at - RECORD_PREFIX < size) break;
        for (const frame of framesIn(rest.subarray(at + RECORD_PREFIX, at + RECORD_PREFIX + size))) receive(frame);
        at += RECORD_PREFIX + size;
      }
      whole += at;
      rest = rest.subarray(at);
    }
    if (whole < readTo) ftruncateSync(this.#file, whole);
  }

  /** @param record the frames of one append, with their length before them */
  append(record: Buffer): void {
    for (let written = 0; written < record.length;) written += writeSync(this.#file, record, written);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The frames of one append. */
export function* framesIn(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = at + FRAME_PREFIX + bytes.readUInt32BE(at + 1);
    yield bytes.subarray(at, end);
    at = end;
  }
}
