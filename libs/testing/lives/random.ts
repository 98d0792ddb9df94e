/**
 * A seeded source of chance: sfc32 (Small Fast Counter, Chris Doty-Humphrey, PractRand, public domain; pracrand.sourceforge.net). 32-bit whole-number
 * arithmetic only, so the same seeds give the same numbers on every machine.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** Three whole numbers name the sequence: for example the seed, the customer and the purpose. */
  constructor(a: number, b = 0, c = 0) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    for (let round = 0; round < 15; round += 1) this.unit();
  }

  /** Strictly between 0 and 1. */
  unit(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum | 0;
    return ((sum >>> 0) + 0.5) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.unit();
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor((to - from + 1) * this.unit());
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[Math.floor(list.length * this.unit())] ?? list[0];
  }

  /** An index, each as likely as its weight says. */
  weighted(weights: readonly number[]): number {
    let left = this.unit() * weights.reduce((sum, weight) => sum + weight, 0);
    for (let index = 0; index < weights.length - 1; index += 1) {
      left -= weights[index] ?? 0;
      if (left < 0) return index;
    }
    return weights.length - 1;
  }
}
