/** For those who wait until anything changes. */
export class Bell {
  private readonly waiting = new Set<() => void>();

  ring(): void {
    for (const done of [...this.waiting]) done();
  }

  /** Resolves at the next ring, or after so many ms. */
  rung(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
    });
  }
}
