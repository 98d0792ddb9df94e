import type { FieldError } from '#kernel';

/** A record that was refused: the 1-based physical line on which it begins (a header counts), why, and its text, cut at {@link MAX_RAW} characters. */
export interface LineFault {
  readonly line: number;
  readonly errors: readonly FieldError[];
  readonly raw: string;
}

/** How far the reading has come. `bytes` and `totalBytes` count what lies on the disk, compressed or not; a file that is read twice counts twice. */
export interface Progress {
  /** The last physical line that was read. */
  readonly line: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Some of a file's touchpoints, in order; `lines[i]` is the line on which `touchpoints[i]` begins. May hold none: then it only tells the progress. */
export interface Chunk<Item> extends Progress {
  readonly touchpoints: readonly Item[];
  readonly lines: readonly number[];
  readonly faults: readonly LineFault[];
}

export const MAX_RAW = 2_000;

export function lineFault(line: number, raw: string, ...errors: readonly FieldError[]): LineFault {
  return { line, errors, raw: raw.length > MAX_RAW ? raw.slice(0, MAX_RAW) : raw };
}
