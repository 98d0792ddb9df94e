import type { CarriedEvent } from './carried-event';

/** The first line of an exported log. */
export interface LogHeader {
  readonly rapport: 'log';
  readonly format: number;
  /** Of the program that wrote it. */
  readonly version: string;
  readonly exportedAt: string;
}

/** One event a line; `check` is the beginning of the digest up to and with it, so that a damaged line is known by itself. */
export type LogLine = CarriedEvent & { readonly check: string };

/** The last line. Without it the file is not whole. */
export interface LogTrailer {
  readonly rapport: 'end';
  readonly events: number;
  /** See LogDigest. */
  readonly digest: string;
}

export const FORMAT = 1;
export const CHECK_DIGITS = 16;
