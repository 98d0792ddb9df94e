import { pause, type Position } from '#kernel';

/** Between two writes, ms: what was published after the last one is published again where the process dies. */
const PAUSE = 200;

/** Writes down how far the work has come, beside the work: one write at a time, of the latest position. */
export class Milestones {
  private latest: Position | undefined;
  private writing: Promise<void> | undefined;
  private readonly ending = new AbortController();
  private failure: { readonly error: unknown } | undefined;

  /** `failed` is told as soon as a write has failed, after which there is none. */
  constructor(private readonly write: (position: Position) => Promise<void>, private readonly failed: () => void) {}

  reached(position: Position): void {
    this.latest = position;
    this.writing ??= this.run();
  }

  /** Resolves when the last position is written. @throws what a write threw */
  async end(): Promise<void> {
    this.ending.abort();
    await this.writing;
    if (this.failure) throw this.failure.error;
  }

  private async run(): Promise<void> {
    while (this.latest !== undefined && !this.failure) {
      const position = this.latest;
      this.latest = undefined;
      try {
        await this.write(position);
        await pause(PAUSE, this.ending.signal);
      } catch (error) {
        this.failure = { error };
        this.failed();
      }
    }
    this.writing = undefined;
  }
}
