import type { Moment } from './time';

/** The platform's now. Only drivers read it; folds are given the moment. */
export interface Clock {
  now(): Moment;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Stands still until it is told to move. */
export class FixedClock implements Clock {
  constructor(private moment: Moment) {}

  now(): Moment {
    return this.moment;
  }

  set(moment: Moment): void {
    this.moment = moment;
  }
}

/** The system's clock shifted forwards: runs on from where it was set. */
export class VirtualClock implements Clock {
  constructor(private offset = 0) {}

  now(): Moment {
    return Date.now() + this.offset;
  }

  get shift(): number {
    return this.offset;
  }

  /** Shifts so that now is `to`; answers the new shift in milliseconds. */
  set(to: Moment): number {
    this.offset = to - Date.now();
    return this.offset;
  }

  shiftBy(offset: number): void {
    this.offset = offset;
  }
}
