import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Niceness, as of setpriority(2): so much more, and never more than that. */
const BEHIND = 10;
const LAST = 19;

/**
 * Lets the calling thread stand back for the others of the machine where cores are short: intake goes first, read models catch up after a flood.
 * Linux counts niceness by thread; where it cannot be had, nothing changes.
 */
export function standBack(): void {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(LAST, getPriority(thread) + BEHIND));
  } catch {
    // Another system, or one that forbids it.
  }
}
