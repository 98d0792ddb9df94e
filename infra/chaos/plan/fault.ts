/**
 * `kill`: SIGKILL, started again after `lasts`. `pause`: SIGSTOP, SIGCONT after `lasts`. `cut`: the connection is broken and none is taken for `lasts`.
 * `slow`: each piece of data waits for `delay` ms on its way, for `lasts`.
 */
export type FaultKind = 'kill' | 'pause' | 'cut' | 'slow';

/** One thing that goes wrong, and is well again after a while. */
export interface Fault {
  readonly kind: FaultKind;
  /** A process, or a connection as `who>whom`. */
  readonly target: string;
  /** From the beginning of the run, ms. */
  readonly at: number;
  /** ms. */
  readonly lasts: number;
  /** Of `slow`: ms. */
  readonly delay?: number;
}

export function faultText({ kind, target, at, lasts, delay }: Fault): string {
  return `${String(at).padStart(6)} ms  ${kind.padEnd(5)} ${target} for ${String(lasts)} ms${delay === undefined ? '' : `, ${String(delay)} ms a piece`}`;
}
