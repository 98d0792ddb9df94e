import type { EventLog, Page } from '#event-log';
import type { Position } from '#kernel';

/** Events of the log, one page ahead of its reader and never more: what a runner pulls from between its other work. */
export class Feed {
  private page: Page | undefined;
  private fault: { readonly error: unknown } | undefined;
  private room: (() => void) | undefined;
  private readonly stop = new AbortController();

  constructor(log: EventLog, after: Position, pageSize: number, private readonly arrived: () => void) {
    void this.pump(log, after, pageSize);
  }

  /** The next page, if one is there. @throws what reading the log threw. */
  take(): Page | undefined {
    if (this.fault) throw this.fault.error;
    const page = this.page;
    this.page = undefined;
    this.room?.();
    return page;
  }

  get waiting(): boolean {
    return this.page !== undefined || this.fault !== undefined;
  }

  close(): void {
    this.stop.abort();
    this.room?.();
  }

  private async pump(log: EventLog, after: Position, pageSize: number): Promise<void> {
    try {
      for await (const page of log.subscribe({ after, pageSize, signal: this.stop.signal })) {
        this.page = page;
        this.arrived();
        while (this.waiting && !this.stop.signal.aborted) await new Promise<void>((resolve) => (this.room = resolve));
      }
    } catch (error) {
      this.fault = { error };
      this.arrived();
    }
  }
}
