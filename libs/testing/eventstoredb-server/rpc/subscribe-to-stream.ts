import { type StreamState } from '../store/streams';
import { streamDeleted, unhandled } from '../wire/grpc-error';
import { type GrpcCall } from '../wire/grpc-call';
import { type streams } from '../wire/messages';
import { type Context } from './context';
import { eventFrames } from './event-frames';
import { streamNameOf } from './expectation';
import { subscribe } from './subscription';

/** A subscription to a stream: from the revision after the one given, which may lie beyond the end. */
export async function subscribeToStream(context: Context, call: GrpcCall, options: streams.ReadReq.Options, from: streams.ReadReq.Options.StreamOptions): Promise<void> {
  const { store } = context;
  const name = streamNameOf(from.getStreamIdentifier());
  if (name === '') throw unhandled();
  if (store.streams.isTombstoned(name) && !from.hasEnd()) throw streamDeleted(name);
  const stream = store.streams.findOrCreate(name);
  const frameOf = eventFrames(store, options);
  let next = firstRevision(stream, from);
  const isMissing = stream.events.length === 0 || stream.limits.softDeleted;
  await subscribe(context, call, {
    waitsForFirst: isMissing && from.hasStart(),
    isBehind: () => next < stream.events.length,
    *catchUp() {
      while (next < stream.events.length) {
        next = Math.max(next, store.firstVisible(stream));
        const number = stream.events[next];
        if (number === undefined) return;
        next += 1;
        yield frameOf(number);
      }
    },
    live: (number) => {
      if (store.log.stream(number) !== stream.number) return [];
      if (isTombstone(stream, number)) return [frameOf(number)];
      if (stream.events[next] !== number) return [];
      next += 1;
      return [frameOf(number)];
    },
    ended: (number) => (store.log.stream(number) === stream.number && isTombstone(stream, number) ? streamDeleted(name) : undefined),
  });
}

/** The last event written to a tombstoned stream is the tombstone, which has no place among the revisions. */
const isTombstone = (stream: StreamState, number: number): boolean => stream.tombstoned && stream.events.at(-1) !== number;

function firstRevision({ events }: StreamState, from: streams.ReadReq.Options.StreamOptions): number {
  if (from.hasEnd()) return events.length;
  return from.hasRevision() ? Number(from.getRevision()) + 1 : 0;
}
