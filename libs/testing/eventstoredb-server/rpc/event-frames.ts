import { type EventStore } from '../store/event-store';
import { readEventFrame, recordedEventBytes } from '../store/recorded-event';
import { type streams } from '../wire/messages';
import { protoField } from '../wire/proto-reader';
import { ProtoWriter } from '../wire/proto-writer';
import { structuredUuid } from '../wire/uuid-text';
import { framed } from './read-answers';

const LINK = '$>';
/** The data of a link: the revision and the stream of what it points to. */
const TARGET = /^(\d+)@(.*)$/s;

/** Gives the frame of an event as a reader asked for it. */
export type EventFrames = (number: number) => Buffer;

/** How events are shown: as they lie in the log, unless links are to be resolved or ids structured. */
export function eventFrames(store: EventStore, options: streams.ReadReq.Options): EventFrames {
  const structured = options.getUuidOption()?.hasStructured() ?? false;
  const resolve = options.getResolveLinks();
  const bytesOf = (number: number): Buffer => {
    const recorded = recordedEventBytes(store.log.frame(number));
    return structured ? withStructuredId(recorded) : recorded;
  };
  return (number) => {
    const isLink = resolve && store.log.type(number) === LINK;
    if (!isLink && !structured) return store.log.frame(number);
    const writer = new ProtoWriter();
    const response = writer.open(1);
    const shown = isLink ? linkTarget(store, number) : number;
    if (shown !== undefined) writer.bytes(1, bytesOf(shown));
    if (isLink) writer.bytes(2, bytesOf(number));
    writer.varint(3, store.log.position(number));
    writer.close(response);
    return framed(writer.written);
  };
}

/** The number of the event that a link points to; undefined when it cannot be read (any more). */
export function linkTarget(store: EventStore, link: number): number | undefined {
  const [, revision, name] = TARGET.exec(Buffer.from(readEventFrame(store.log.frame(link)).data).toString()) ?? [];
  const stream = name === undefined ? undefined : store.streams.find(name);
  if (!stream || store.streams.isTombstoned(stream.name) || Number(revision) < store.firstVisible(stream)) return undefined;
  return stream.events[Number(revision)];
}

/** The id is the first field of a recorded event. */
function withStructuredId(recorded: Buffer): Buffer {
  const id = protoField(recorded, 1);
  const text = id && protoField(id, 2)?.toString();
  if (id === undefined || text === undefined) return recorded;
  const writer = new ProtoWriter();
  writer.bytes(1, structuredUuid(text).serializeBinary());
  return Buffer.concat([writer.written, recorded.subarray(id.byteOffset - recorded.byteOffset + id.length)]);
}
