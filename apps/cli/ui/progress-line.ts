import { countText, durationText, rateText } from './figures';

/** How far a piece of work has come. */
export interface Step {
  /** Units done. */
  readonly count: number;
  /** The share that is done, 0 to 1; undefined where nobody knows how much there is. */
  readonly fraction?: number | undefined;
}

export interface ProgressFacts extends Step {
  /** What is being done, as `importing orders.csv`. */
  readonly label: string;
  /** What is counted, in the plural. */
  readonly unit: string;
  /** Since it began. */
  readonly seconds: number;
}

/** Below this many seconds an estimate of the time left is a guess. */
const TOO_EARLY = 1;

/** `importing orders.csv  43 %  6,919 orders  2,306/s  4 s left`. */
export function progressLine({ label, unit, count, fraction, seconds }: ProgressFacts): string {
  const parts = [label];
  if (fraction !== undefined) parts.push(`${Math.floor(100 * Math.min(1, fraction))} %`);
  parts.push(`${countText(count)} ${unit}`);
  if (count > 0 && seconds > 0) parts.push(rateText(count, seconds));
  if (fraction !== undefined && fraction > 0 && fraction < 1 && seconds >= TOO_EARLY) parts.push(`${durationText((seconds * (1 - fraction)) / fraction)} left`);
  return parts.join('  ');
}

/** Cut to the width of a terminal, so that rewriting it never leaves a rest on the line above. */
export function fitted(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
