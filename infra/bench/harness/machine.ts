import { cpus, loadavg, totalmem } from 'node:os';

/** What figures depend on besides the code. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** Runnable processes over the last minute, before the first benchmark: above a few tenths others were at work. */
  readonly load: number;
}

export function machine(): Machine {
  return { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.versions.node, load: Math.round((loadavg()[0] ?? 0) * 100) / 100 };
}
