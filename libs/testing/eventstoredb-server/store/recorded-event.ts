import { protoField, protoFields } from '../wire/proto-reader';
import { type ProtoWriter } from '../wire/proto-writer';

/** The revision of a tombstone: 2^63 − 1. */
export const TOMBSTONE_REVISION = 9_223_372_036_854_775_807n;

/** An event as it was sent. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly customMetadata: Uint8Array;
  readonly data: Uint8Array;
}

/** An event as it lies in the log. */
export interface RecordedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number | bigint;
  /** Commit and prepare position are always the same. */
  readonly position: number;
  /** Ticks of 100 ns since 1970. */
  readonly created: number;
}

const NOTHING: Buffer = Buffer.alloc(0);

/** Bytes before the message: a flag and the length. */
export const FRAME_PREFIX = 5;

/** Writes the message that a reader is sent for the event, with its gRPC prefix. */
export function writeEventFrame(writer: ProtoWriter, event: RecordedEvent): void {
  const prefix = writer.reserve(FRAME_PREFIX);
  const message = writer.length;
  const response = writer.open(1);
  const recorded = writer.open(1);
  writeRecordedEvent(writer, event);
  writer.close(recorded);
  writer.varint(3, event.position);
  writer.close(response);
  writer.patchByte(prefix, 0);
  writer.patchUint32(prefix + 1, writer.length - message);
}

/** Writes the event's own message, without what is around it. */
export function writeRecordedEvent(writer: ProtoWriter, event: RecordedEvent): void {
  const id = writer.open(1);
  writer.string(2, event.id);
  writer.close(id);
  const stream = writer.open(2);
  writer.string(3, event.stream);
  writer.close(stream);
  writer.varint(3, event.revision);
  writer.varint(4, event.position);
  writer.varint(5, event.position);
  writeProperty(writer, 'type', event.type);
  writeProperty(writer, 'content-type', event.contentType);
  writeProperty(writer, 'created', String(event.created));
  writer.bytes(7, event.customMetadata);
  writer.bytes(8, event.data);
}

function writeProperty(writer: ProtoWriter, name: string, value: string): void {
  const entry = writer.open(6);
  writer.string(1, name);
  writer.string(2, value);
  writer.close(entry);
}

/** The event's own message within its frame. */
export function recordedEventBytes(frame: Buffer): Buffer {
  const event = protoField(frame.subarray(FRAME_PREFIX), 1);
  return (event && protoField(event, 1)) ?? NOTHING;
}

export function readEventFrame(frame: Buffer): RecordedEvent {
  const properties = new Map<string, string>();
  let [id, stream, revision, position] = ['', '', 0, 0];
  let [customMetadata, data] = [NOTHING, NOTHING];
  for (const { field, bytes, value } of protoFields(recordedEventBytes(frame))) {
    if (field === 1) id = (protoField(bytes, 2) ?? NOTHING).toString();
    else if (field === 2) stream = (protoField(bytes, 3) ?? NOTHING).toString();
    else if (field === 3) revision = value;
    else if (field === 4) position = value;
    else if (field === 6) properties.set((protoField(bytes, 1) ?? NOTHING).toString(), (protoField(bytes, 2) ?? NOTHING).toString());
    else if (field === 7) customMetadata = bytes;
    else if (field === 8) data = bytes;
  }
  return {
    id, stream, position, customMetadata, data,
    revision: revision > Number.MAX_SAFE_INTEGER ? TOMBSTONE_REVISION : revision,
    type: properties.get('type') ?? '',
    contentType: properties.get('content-type') ?? '',
    created: Number(properties.get('created')),
  };
}

/** The id of the event in a frame, without reading the rest. */
export function eventIdOf(frame: Buffer): string {
  const id = protoField(recordedEventBytes(frame), 1);
  return ((id && protoField(id, 2)) ?? NOTHING).toString();
}
