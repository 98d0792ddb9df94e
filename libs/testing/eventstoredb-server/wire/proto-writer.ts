const FIRST_SIZE = 64 * 1024;

/**
 * Writes protobuf messages by hand, for the few that are written a million times. What it holds is overwritten after
 * `clear()`: copy what is to stay.
 */
export class ProtoWriter {
  #buffer = Buffer.allocUnsafe(FIRST_SIZE);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written since the last `clear()`. */
  get written(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  /** Leaves room for bytes that are known later: see `patch`. Answers with where they go. */
  reserve(bytes: number): number {
    this.#room(bytes);
    const at = this.#length;
    this.#length += bytes;
    return at;
  }

  /** An unsigned 32-bit number, big endian, into reserved room. */
  patchUint32(at: number, value: number): void {
    this.#buffer.writeUInt32BE(value, at);
  }

  patchByte(at: number, value: number): void {
    this.#buffer.writeUInt8(value, at);
  }

  /** @param value beyond 2^53 a bigint */
  varint(field: number, value: number | bigint): void {
    this.#raw(field << 3);
    this.#raw(value);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#raw((field << 3) | 2);
    this.#raw(value.length);
    this.#room(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  string(field: number, value: string): void {
    const size = Buffer.byteLength(value);
    this.#raw((field << 3) | 2);
    this.#raw(size);
    this.#room(size);
    this.#length += this.#buffer.write(value, this.#length);
  }

  /** Begins a message within the message; `close` with what this answers ends it. */
  open(field: number): number {
    this.#raw((field << 3) | 2);
    return this.#length;
  }

  close(start: number): void {
    const size = this.#length - start;
    const width = varintWidth(size);
    this.#room(width);
    this.#buffer.copyWithin(start + width, start, this.#length);
    this.#length = start;
    this.#raw(size);
    this.#length = start + width + size;
  }

  #raw(value: number | bigint): void {
    this.#room(10);
    let rest = value;
    if (typeof rest === 'bigint') {
      for (; rest > 0x7fn; rest >>= 7n) this.#buffer[this.#length++] = Number(rest & 0x7fn) | 0x80;
      this.#buffer[this.#length++] = Number(rest);
      return;
    }
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#buffer[this.#length++] = (rest % 128) | 0x80;
    this.#buffer[this.#length++] = rest;
  }

  #room(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

function varintWidth(value: number): number {
  let width = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) width++;
  return width;
}
