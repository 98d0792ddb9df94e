import type { Chunk, LineFault, Progress } from './chunk';

const FULL = 1_000;
const HEAVY = 4 * 1024 * 1024;

/** Gathers a chunk. Full at 1,000 touchpoints, 1,000 faults or 4 Mi characters of text, whichever comes first, so that no file makes it large. */
export class ChunkBuilder<Item> {
  private touchpoints: Item[] = [];
  private lines: number[] = [];
  private faults: LineFault[] = [];
  private weight = 0;

  add(touchpoint: Item, line: number, weight: number): void {
    this.touchpoints.push(touchpoint);
    this.lines.push(line);
    this.weight += weight;
  }

  fault(fault: LineFault): void {
    this.faults.push(fault);
    this.weight += fault.raw.length;
  }

  get full(): boolean {
    return this.touchpoints.length >= FULL || this.faults.length >= FULL || this.weight >= HEAVY;
  }

  get empty(): boolean {
    return this.touchpoints.length === 0 && this.faults.length === 0;
  }

  /** Hands the chunk over and begins the next. */
  take({ line, bytes, totalBytes }: Progress): Chunk<Item> {
    const chunk = { touchpoints: this.touchpoints, lines: this.lines, faults: this.faults, line, bytes, totalBytes };
    this.touchpoints = [];
    this.lines = [];
    this.faults = [];
    this.weight = 0;
    return chunk;
  }
}
