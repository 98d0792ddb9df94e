/** Whoever waits here sleeps until all are woken. */
export class Sleepers {
  private readonly sleeping = new Set<() => void>();

  /** Resolves when woken, at the signal, or after so many ms at the latest. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.sleeping.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.sleeping.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  wake(): void {
    for (const done of [...this.sleeping]) done();
  }
}

/** Resolves after so many ms, or at the signal; never rejects. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Sleepers().sleep(milliseconds, signal);
}
