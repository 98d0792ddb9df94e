/** Events per second over the last few seconds. */
export class RateMeter {
  private readonly counts: { readonly at: number; readonly count: number }[] = [];

  constructor(private readonly windowMs = 5_000) {}

  count(count: number): void {
    this.counts.push({ at: performance.now(), count });
    this.trim();
  }

  perSecond(): number {
    this.trim();
    const sum = this.counts.reduce((total, each) => total + each.count, 0);
    return Math.round((sum * 1000) / this.windowMs);
  }

  private trim(): void {
    const oldest = performance.now() - this.windowMs;
    while ((this.counts[0]?.at ?? Infinity) < oldest) this.counts.shift();
  }
}
