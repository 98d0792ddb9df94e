import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ReadModelStore } from '#read-models';

const FILE = 'owner';

/**
 * A name for this process as an owner of leases, as no other is called. The place is this process's own, so whoever had it before is gone: what that one held is
 * released, and need not run out first.
 */
export async function takeOver(store: Pick<ReadModelStore, 'leases' | 'release'>, folder: string): Promise<string> {
  const file = join(folder, FILE);
  const previous = readOwner(file);
  if (previous !== undefined) for (const [lease, owner] of await store.leases('')) if (owner === previous) await store.release(lease, owner);
  const owner = `${hostname()}-${String(process.pid)}-${randomUUID().slice(0, 8)}`;
  writeFileSync(file, owner);
  return owner;
}

function readOwner(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
