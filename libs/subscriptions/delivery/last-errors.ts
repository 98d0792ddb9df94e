import { type Clock, formatTime, SECOND } from '#kernel';
import type { ReadModelStore } from '#read-models';
import type { Failure } from '../sending/outcome';

export interface LastError {
  readonly message: string;
  readonly status?: number;
  readonly at: string;
}

const LAST_ERROR = 'webhook-error/';

/** The last failure of each subscription, written once a second at the most. */
export class LastErrors {
  private readonly writtenAt = new Map<string, number>();

  constructor(private readonly store: ReadModelStore, private readonly clock: Clock) {}

  async note(subscription: string, { message, status }: Pick<Failure, 'message' | 'status'>): Promise<void> {
    const now = this.clock.now();
    if (now - (this.writtenAt.get(subscription) ?? 0) < SECOND) return;
    this.writtenAt.set(subscription, now);
    const error: LastError = { message, ...(status === undefined ? {} : { status }), at: formatTime(now) };
    await this.store.commit({ settings: { [`${LAST_ERROR}${subscription}`]: { ...error } } });
  }

  async of(subscription: string): Promise<LastError | undefined> {
    return this.store.setting<LastError & Record<string, unknown>>(`${LAST_ERROR}${subscription}`);
  }

  async forget(subscription: string): Promise<void> {
    this.writtenAt.delete(subscription);
    await this.store.commit({ settings: { [`${LAST_ERROR}${subscription}`]: null } });
  }
}
