/** What is asked of a loop from outside, one thing at a turn, and its sleep between turns, which ends as soon as there is something to do. */
export class Turns {
  private readonly tasks: (() => Promise<void>)[] = [];
  private wakeUp: (() => void) | undefined;

  get waiting(): boolean {
    return this.tasks.length > 0;
  }

  /** Resolves, or rejects, with what the task comes to when it has its turn. */
  enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => task().then(resolve, reject));
      this.wake();
    });
  }

  /** The task whose turn it is. */
  next(): (() => Promise<void>) | undefined {
    return this.tasks.shift();
  }

  wake(): void {
    this.wakeUp?.();
  }

  /** For so many ms, or until it is woken. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wakeUp = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.wakeUp = done;
    });
  }
}
