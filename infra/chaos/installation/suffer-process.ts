import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../plan/fault';

/** What can be killed, held and started again. */
export interface Sufferer {
  kill(): Promise<void>;
  start(): void | Promise<void>;
  pause(): void;
  resume(): void;
}

/** Kills or holds a process for as long as the fault says. */
export async function sufferProcess(process: Sufferer, { kind, lasts }: Fault): Promise<void> {
  if (kind === 'kill') {
    await process.kill();
    await sleep(lasts);
    await process.start();
    return;
  }
  process.pause();
  await sleep(lasts);
  process.resume();
}
