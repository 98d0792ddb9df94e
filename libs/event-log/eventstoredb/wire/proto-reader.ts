/** Walks over the fields of one protobuf message by hand, without copying: the messages that come by the million. */
export class ProtoReader {
  private size = 0;
  private type = 0;

  constructor(private readonly bytes: Buffer, private at = 0, private readonly end = bytes.length) {}

  /** The number of the next field; 0 at the end. One that is neither read nor skipped must be one with bytes or a number. @throws RangeError for bytes that are no message */
  next(): number {
    if (this.at >= this.end) return 0;
    const tag = this.varint();
    this.type = tag & 7;
    if (this.type === 2) this.size = this.varint();
    else if (this.type === 1) this.size = 8;
    else if (this.type === 5) this.size = 4;
    else if (this.type !== 0) throw new RangeError(`a protobuf message has a field of kind ${String(this.type)}`);
    if (this.type !== 0 && this.at + this.size > this.end) throw new RangeError('a protobuf message ends within a field');
    return tag >>> 3;
  }

  /** Exact up to 2^53. */
  number(): number {
    return this.varint();
  }

  text(): string {
    return this.bytes.toString('utf8', this.at, this.skip());
  }

  /** A view of the message's own bytes. */
  view(): Buffer {
    const from = this.at;
    return this.bytes.subarray(from, this.skip());
  }

  message(): ProtoReader {
    const from = this.at;
    return new ProtoReader(this.bytes, from, this.skip());
  }

  /** Passes over the field; answers where it ends. */
  skip(): number {
    if (this.type === 0) this.varint();
    else this.at += this.size;
    return this.at;
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || this.at > this.end) throw new RangeError('a protobuf message ends within a number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}
