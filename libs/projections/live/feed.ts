import type { EventLog, Page } from '#event-log';
import type { Position } from '#kernel';

/** Events of the log, some ahead of its reader and never many: what a runner pulls from between its other work. What comes while it works is there, as one page, when it has done. */
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
        while (this.page && this.page.events.length + page.events.length > pageSize && !this.stop.signal.aborted) await new Promise<void>((resolve) => (this.room = resolve));
        this.page = this.page ? joined(this.page, page) : page;
        this.arrived();
      }
    } catch (error) {
      this.fault = { error };
      this.arrived();
    }
  }
}

function joined(before: Page, after: Page): Page {
  return { ...after, events: [...before.events, ...after.events] };
}
