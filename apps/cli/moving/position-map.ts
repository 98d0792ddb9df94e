import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from '#kernel';

/** Bytes of a pair of positions. */
const PAIR = 16;
/** Pairs that are kept in memory before they are written: what is asked for is mostly near. */
const KEPT = 65_536;

/** Which position of one log is which of another. Both grow; what is not of late lies in a file that goes with it, so memory does not grow with the log. */
export class PositionMap {
  private readonly folder = mkdtempSync(join(tmpdir(), 'rapport-positions-'));
  private readonly file = openSync(join(this.folder, 'positions'), 'w+');
  private written = 0;
  private late: [Position, Position][] = [];
  private readonly pair = Buffer.alloc(PAIR);

  /** Pairs come in the order of the log. */
  add(from: Position, to: Position): void {
    this.late.push([from, to]);
    if (this.late.length >= 2 * KEPT) this.write(this.late.splice(0, KEPT));
  }

  get(from: Position): Position | undefined {
    let [low, high] = [0, this.written + this.late.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle)[0] < from) low = middle + 1;
      else high = middle;
    }
    if (low >= this.written + this.late.length) return undefined;
    const [found, to] = this.at(low);
    return found === from ? to : undefined;
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private at(index: number): [Position, Position] {
    const late = this.late[index - this.written];
    if (late) return late;
    readSync(this.file, this.pair, 0, PAIR, index * PAIR);
    return [this.pair.readBigUInt64LE(0), this.pair.readBigUInt64LE(8)];
  }

  private write(pairs: readonly [Position, Position][]): void {
    const bytes = Buffer.alloc(pairs.length * PAIR);
    pairs.forEach(([from, to], index) => {
      bytes.writeBigUInt64LE(from, index * PAIR);
      bytes.writeBigUInt64LE(to, index * PAIR + 8);
    });
    writeSync(this.file, bytes, 0, bytes.length, this.written * PAIR);
    this.written += pairs.length;
  }
}
