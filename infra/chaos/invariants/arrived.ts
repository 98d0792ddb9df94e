import { setTimeout as sleep } from 'node:timers/promises';

/** For a lease to be taken over, a group to be formed anew and what waited to go round, ms. */
const PATIENCE = 90_000;
const AGAIN = 200;

/** Resolves when nothing is missing, or when it has been waited for long enough: what is missing then is for the invariants to say. */
export async function arrived(missing: () => Promise<readonly string[]>): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if ((await missing()).length === 0) return;
    await sleep(AGAIN);
  }
}
