import { type EventStore } from '../store/event-store';
import { type StreamState } from '../store/streams';
import { GrpcCode, GrpcError, streamDeleted, unhandled } from '../wire/grpc-error';
import { type GrpcCall } from '../wire/grpc-call';
import { streams } from '../wire/messages';
import { eventFrames } from './event-frames';
import { streamNameOf } from './expectation';
import { firstStreamPosition, lastStreamPosition, streamNotFound } from './read-answers';
import { sendFrames } from './send-frames';

const { ReadDirection } = streams.ReadReq.Options;

/** Reads a stream, in either direction, up to a count. */
export async function readStream(store: EventStore, call: GrpcCall, options: streams.ReadReq.Options, from: streams.ReadReq.Options.StreamOptions): Promise<void> {
  const name = streamNameOf(from.getStreamIdentifier());
  if (name === '') throw unhandled();
  const backwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  const count = Number(options.getCount());
  if (count === 0 || (from.hasEnd() && !backwards)) throw new GrpcError(GrpcCode.UNKNOWN, 'Unexpected ReadStreamResult: Error');
  if (store.streams.isTombstoned(name)) throw streamDeleted(name);
  const stream = store.streams.find(name);
  if (!stream || stream.events.length === 0 || stream.limits.softDeleted) {
    call.sendFrames(streamNotFound(from.getStreamIdentifier()));
    call.finish();
    return;
  }
  const last = stream.events.length - 1;
  const first = store.firstVisible(stream);
  const start = from.hasEnd() ? last : from.hasRevision() ? Number(from.getRevision()) : 0;
  const frameOf = eventFrames(store, options);
  const numbers = backwards ? downwards(stream, Math.min(start, last), first, count) : upwards(stream, Math.max(start, first), last, count);
  await sendFrames(call, mapped(numbers, frameOf));
  if (options.getControlOption()?.getCompatibility() === 1) {
    if (first > last) call.sendFrames(firstStreamPosition(first));
    call.sendFrames(lastStreamPosition(last));
  }
  call.finish();
}

function* upwards({ events }: StreamState, from: number, last: number, count: number): Generator<number> {
  for (let revision = from; revision <= last && revision - from < count; revision++) {
    const number = events[revision];
    if (number !== undefined) yield number;
  }
}

function* downwards({ events }: StreamState, from: number, first: number, count: number): Generator<number> {
  for (let revision = from; revision >= first && from - revision < count; revision--) {
    const number = events[revision];
    if (number !== undefined) yield number;
  }
}

export function* mapped<A, B>(values: Iterable<A>, map: (value: A) => B): Generator<B> {
  for (const value of values) yield map(value);
}
