import { Column } from './column';

const SLAB = 4 * 1024 * 1024;

/** What the log keeps of an event beside its bytes. */
export interface LogEntry {
  readonly frame: Buffer;
  readonly position: number;
  readonly created: number;
  /** A number for the stream, see `Streams`. */
  readonly stream: number;
  readonly type: string;
}

/**
 * All events in order, by number from 0. An event's bytes are those that a reader is sent, prefix included, in few large
 * buffers: a million events are a few hundred objects.
 */
export class EventLog {
  readonly #slabs: Buffer[] = [];
  #used = 0;
  readonly #slab = Column.ofUint32();
  readonly #offset = Column.ofUint32();
  readonly #length = Column.ofUint32();
  readonly #position = Column.ofFloat64();
  readonly #created = Column.ofFloat64();
  readonly #stream = Column.ofUint32();
  readonly #type = Column.ofUint32();
  readonly #types: string[] = [];
  readonly #typeNumbers = new Map<string, number>();

  /** How many events there are. */
  get size(): number {
    return this.#position.length;
  }

  push({ frame, position, created, stream, type }: LogEntry): void {
    const slab = this.#slabs.at(-1);
    if (slab === undefined || this.#used + frame.length > slab.length) {
      this.#slabs.push(Buffer.allocUnsafe(Math.max(SLAB, frame.length)));
      this.#used = 0;
    }
    this.#slabs.at(-1)?.set(frame, this.#used);
    this.#slab.push(this.#slabs.length - 1);
    this.#offset.push(this.#used);
    this.#length.push(frame.length);
    this.#used += frame.length;
    this.#position.push(position);
    this.#created.push(created);
    this.#stream.push(stream);
    this.#type.push(this.#typeNumber(type));
  }

  /** What a reader is sent for the event, prefix included. */
  frame(number: number): Buffer {
    const slab = this.#slabs[this.#slab.at(number)];
    if (slab === undefined) throw new RangeError(`Event ${number} does not exist.`);
    const offset = this.#offset.at(number);
    return slab.subarray(offset, offset + this.#length.at(number));
  }

  position(number: number): number {
    return this.#position.at(number);
  }

  /** In ticks of 100 ns since 1970. */
  created(number: number): number {
    return this.#created.at(number);
  }

  stream(number: number): number {
    return this.#stream.at(number);
  }

  type(number: number): string {
    return this.#types[this.#type.at(number)] ?? '';
  }

  /** The number of the first event at that position or after it. */
  numberAt(position: number | bigint): number {
    return this.#position.firstAtLeast(position);
  }

  /** Whether an event begins at exactly that position. */
  isBoundary(position: number | bigint): boolean {
    const number = this.numberAt(position);
    return number < this.size && BigInt(this.position(number)) === BigInt(position);
  }

  #typeNumber(type: string): number {
    const known = this.#typeNumbers.get(type);
    if (known !== undefined) return known;
    this.#typeNumbers.set(type, this.#types.length);
    return this.#types.push(type) - 1;
  }
}
