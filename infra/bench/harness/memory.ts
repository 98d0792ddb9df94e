import { readFileSync } from 'node:fs';

const MIB = 1024;

/** The largest resident memory of this process since it began its program, MiB. */
export function peakMiB(): number {
  return Math.round(statusOf('self', 'VmHWM') ?? process.resourceUsage().maxRSS / MIB);
}

/** The resident memory of a process at present, MiB; undefined where the system does not tell. */
export function residentMiB(pid: number): number | undefined {
  return statusOf(String(pid), 'VmRSS');
}

function statusOf(process: string, name: string): number | undefined {
  try {
    const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Math.round(Number(kib) / MIB);
  } catch {
    return undefined;
  }
}
