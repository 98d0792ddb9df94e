type Cells = Float64Array | Uint32Array;

/** A list of numbers that grows, at four or eight bytes each. */
export class Column {
  #cells: Cells;
  #length = 0;

  private constructor(cells: Cells) {
    this.#cells = cells;
  }

  /** For whole numbers below 2^32. */
  static ofUint32(): Column {
    return new Column(new Uint32Array(1_024));
  }

  /** For whole numbers up to 2^53. */
  static ofFloat64(): Column {
    return new Column(new Float64Array(1_024));
  }

  get length(): number {
    return this.#length;
  }

  /** @throws RangeError when there is no such row */
  at(row: number): number {
    const value = row < this.#length ? this.#cells[row] : undefined;
    if (value === undefined) throw new RangeError(`Row ${row} of ${this.#length} does not exist.`);
    return value;
  }

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const larger = this.#cells instanceof Float64Array ? new Float64Array(this.#length * 2) : new Uint32Array(this.#length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[this.#length++] = value;
  }

  /** The first row whose value is at least `value`, in a column whose values grow; the length when there is none. */
  firstAtLeast(value: number | bigint): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
