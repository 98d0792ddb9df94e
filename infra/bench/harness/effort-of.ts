import { secondsOf } from './seconds-of';

export interface Effort {
  readonly seconds: number;
  /** Of all threads of this process. */
  readonly cpuSeconds: number;
}

/** What the work took. */
export async function effortOf(work: () => unknown): Promise<Effort> {
  const before = process.cpuUsage();
  const seconds = await secondsOf(work);
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpuSeconds: (user + system) / 1_000_000 };
}
