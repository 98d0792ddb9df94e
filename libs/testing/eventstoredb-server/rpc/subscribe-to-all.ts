import { GrpcCode, GrpcError, unhandled } from '../wire/grpc-error';
import { type GrpcCall } from '../wire/grpc-call';
import { type streams } from '../wire/messages';
import { type EventStore } from '../store/event-store';
import { Checkpoints } from './checkpoints';
import { type Context } from './context';
import { eventFrames, type EventFrames } from './event-frames';
import { type Filter, filterOf } from './filter';
import { startOf } from './read-all';
import { type Feed, subscribe } from './subscription';

/** A subscription to $all: from the event after the commit position given. A position beyond the end is as good as the end. */
export async function subscribeToAll(context: Context, call: GrpcCall, options: streams.ReadReq.Options, from: streams.ReadReq.Options.AllOptions): Promise<void> {
  const { store } = context;
  const frameOf = eventFrames(store, options);
  const filterOptions = options.getFilter();
  const filter = filterOptions && filterOf(filterOptions, store);
  if (filter?.multiplier === 0) throw unhandled();
  const start = startAfter(store, from);
  if (filter?.window === 0) await subscribe(context, call, silent);
  else await subscribe(context, call, filter ? filteredFeed(store, start, frameOf, filter) : feedOfAll(store, start, frameOf));
}

function startAfter(store: EventStore, from: streams.ReadReq.Options.AllOptions): number {
  const number = startOf(store, from, new GrpcError(GrpcCode.UNKNOWN, 'Exception was thrown by handler.'));
  const commit = from.getPosition()?.getCommitPosition();
  return commit !== undefined && store.log.isBoundary(BigInt(commit)) ? number + 1 : number;
}

function feedOfAll(store: EventStore, start: number, frameOf: EventFrames): Feed {
  let next = start;
  return {
    waitsForFirst: false,
    isBehind: () => next < store.log.size,
    *catchUp() {
      while (next < store.log.size) yield frameOf(next++);
    },
    live: (number) => [frameOf(number)],
  };
}

function filteredFeed(store: EventStore, start: number, frameOf: EventFrames, filter: Filter): Feed {
  let next = start;
  const checkpoints = new Checkpoints(filter, (number) => store.log.position(number));
  return {
    waitsForFirst: false,
    isBehind: () => next < store.log.size,
    *catchUp() {
      while (next < store.log.size) {
        const number = next++;
        const matches = filter.matches(number);
        if (matches) yield frameOf(number);
        const checkpoint = checkpoints.behind(number, matches);
        if (checkpoint) yield checkpoint;
      }
    },
    live: (number) => {
      const checkpoint = checkpoints.live(number);
      return [...(filter.matches(number) ? [frameOf(number)] : []), ...(checkpoint ? [checkpoint] : [])];
    },
  };
}

/** What a window of 0 gives: a confirmation, and nothing for ever. */
const silent: Feed = { waitsForFirst: true, isBehind: () => false, catchUp: () => [], live: () => [] };
