/** A field of a protobuf message: its number, and its bytes (of a message, string or bytes) or its value (of a varint). */
export interface ProtoField {
  readonly field: number;
  readonly bytes: Buffer;
  /** Of a varint; exact up to 2^53. */
  readonly value: number;
}

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Walks over the fields of a message, without copying.
 * @throws RangeError when the bytes end within a field
 */
export function* protoFields(message: Buffer): Generator<ProtoField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = message[at++];
      if (byte === undefined) throw new RangeError('The message ends within a number.');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  const take = (size: number): Buffer => {
    if (at + size > message.length) throw new RangeError('The message ends within a field.');
    at += size;
    return message.subarray(at - size, at);
  };
  while (at < message.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { field, bytes: NOTHING, value: varint() };
        break;
      case 1:
        yield { field, bytes: take(8), value: 0 };
        break;
      case 2:
        yield { field, bytes: take(varint()), value: 0 };
        break;
      case 5:
        yield { field, bytes: take(4), value: 0 };
        break;
      default:
        throw new RangeError(`Wire type ${tag % 8} is not known.`);
    }
  }
}

/** The bytes of the first field of that number; undefined when there is none. */
export function protoField(message: Buffer, wanted: number): Buffer | undefined {
  for (const { field, bytes } of protoFields(message)) if (field === wanted) return bytes;
  return undefined;
}
