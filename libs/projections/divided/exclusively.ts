import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadModelStore } from '#read-models';

/** Far longer than the work takes, ms. */
const TTL = 10_000;
const PAUSE = 20;

/**
 * Changes what is wanted or served of a read model while no other process does: what is read at the beginning of the work still holds at its end. Answers
 * undefined where another has been at it for so many ms.
 */
export async function exclusively<Result>(store: Pick<ReadModelStore, 'acquire' | 'release'>, readModel: string, work: () => Promise<Result>, patience = 0): Promise<Result | undefined> {
  const [lease, owner] = [`generations:${readModel}`, randomUUID()];
  const end = Date.now() + patience;
  while ((await store.acquire(lease, owner, TTL)) === undefined) {
    if (Date.now() >= end) return undefined;
    await sleep(PAUSE);
  }
  try {
    return await work();
  } finally {
    await store.release(lease, owner);
  }
}
