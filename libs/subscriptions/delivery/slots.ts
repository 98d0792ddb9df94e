import { Bell } from './bell';

/** How many calls of a run may be under way at once. Rings when one is over. */
export class Slots extends Bell {
  private taken = 0;

  constructor(private readonly most: number) {
    super();
  }

  get free(): number {
    return this.most - this.taken;
  }

  take(): boolean {
    if (this.taken >= this.most) return false;
    this.taken += 1;
    return true;
  }

  give(): void {
    this.taken -= 1;
    this.ring();
  }
}
