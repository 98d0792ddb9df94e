/** How many bytes a field takes that holds so many. Of a number below 16, as all are here. */
export function fieldSize(bytes: number): number {
  return 1 + varintSize(bytes) + bytes;
}

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Writes a protobuf message by hand into just as many bytes as it takes: sizes come before contents, and are worked out by who writes. */
export class ProtoWriter {
  readonly bytes: Buffer;
  private at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Begins a field that holds so many bytes; they are written next. */
  open(field: number, size: number): void {
    this.bytes[this.at++] = (field << 3) | 2;
    this.varint(size);
  }

  number(field: number, value: number): void {
    this.bytes[this.at++] = field << 3;
    this.varint(value);
  }

  content(field: number, content: Uint8Array): void {
    this.open(field, content.length);
    this.bytes.set(content, this.at);
    this.at += content.length;
  }

  /** Of characters that take a byte each. */
  ascii(field: number, text: string): void {
    this.open(field, text.length);
    this.at += this.bytes.write(text, this.at, 'latin1');
  }

  private varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes[this.at++] = (rest % 128) | 128;
    this.bytes[this.at++] = rest;
  }
}
