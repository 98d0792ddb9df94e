import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { RapportError } from '#kernel';
import type { ApiKey } from './api-key';
import { readApiKeys } from './read-api-keys';

/** How often the file is looked at, at most, ms. */
const LOOK_EVERY = 500;

/** The keys of a file, read again when it changes. A change that is faulty is said, and the keys before it stand. */
export class KeyRing {
  private keys: readonly ApiKey[];
  private seen: string;
  private lookedAt = Date.now();

  /** @throws RAPPORT_BAD_CONFIGURATION */
  constructor(private readonly file: string, private readonly warn: (message: string, reason: string) => void) {
    this.seen = this.stamp();
    this.keys = this.read();
  }

  /** The key of that text. All hashes are compared, in a time that does not depend on which is right. */
  find(text: string): ApiKey | undefined {
    this.refresh();
    const hash = createHash('sha256').update(text).digest();
    let found: ApiKey | undefined;
    for (const key of this.keys) if (timingSafeEqual(key.hash, hash)) found = key;
    return found;
  }

  private refresh(): void {
    const now = Date.now();
    if (now - this.lookedAt < LOOK_EVERY) return;
    this.lookedAt = now;
    try {
      const stamp = this.stamp();
      if (stamp === this.seen) return;
      this.seen = stamp;
      this.keys = this.read();
    } catch (error) {
      this.warn('the keys have changed and cannot be read; those before stand', error instanceof Error ? error.message : String(error));
    }
  }

  private read(): ApiKey[] {
    return readApiKeys(this.attempt(() => readFileSync(this.file, 'utf8')));
  }

  private stamp(): string {
    const { mtimeMs, size, ino } = this.attempt(() => statSync(this.file));
    return [mtimeMs, size, ino].join();
  }

  private attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      const rule = 'must name a file of keys that can be read';
      throw new RapportError('RAPPORT_BAD_CONFIGURATION', `RAPPORT_API_KEYS_FILE ${rule}`, { errors: [{ path: 'RAPPORT_API_KEYS_FILE', code: 'configuration', message: rule }], cause: error });
    }
  }
}
