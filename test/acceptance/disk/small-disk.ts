import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, small enough to be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free. */
  fill(free: number): void;
  empty(): void;
  /** Read-only from now on; nothing may have a file on it open for writing. */
  protect(): void;
  unprotect(): void;
  remove(): void;
}

/** undefined where this user may not have one: it takes root on Linux. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-disk-'));
  const ballast = join(folder, 'ballast');
  const run = (program: string, ...words: string[]): void => {
    execFileSync(program, words, { stdio: 'ignore' });
  };
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', folder);
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    fill: (free): void => {
      // Who fills the disk too may be quicker: then there is less to fill.
      for (let tries = 10; ; tries--) {
        const { bavail, bsize } = statfsSync(folder);
        try {
          writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - free, 0)));
          return;
        } catch (error) {
          truncateSync(ballast, 0);
          if (tries === 0) throw error;
        }
      }
    },
    empty: (): void => {
      truncateSync(ballast, 0);
    },
    protect: (): void => {
      run('mount', '-o', 'remount,ro', folder);
    },
    unprotect: (): void => {
      run('mount', '-o', 'remount,rw', folder);
    },
    remove: (): void => {
      run('umount', '--lazy', folder);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Whether this user can have one. */
export const canHaveSmallDisks = ((): boolean => {
  const tried = smallDisk(1);
  tried?.remove();
  return tried !== undefined;
})();
