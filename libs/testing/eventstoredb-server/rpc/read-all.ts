import { type EventStore } from '../store/event-store';
import { GrpcCode, GrpcError, unhandled } from '../wire/grpc-error';
import { type GrpcCall } from '../wire/grpc-call';
import { streams } from '../wire/messages';
import { eventFrames } from './event-frames';
import { type Filter, filterOf } from './filter';
import { mapped } from './read-stream';
import { sendFrames } from './send-frames';

const { ReadDirection } = streams.ReadReq.Options;

/** Reads $all: forwards from a position on, backwards from the event before it. A count of 0 is never answered. */
export async function readAll(store: EventStore, call: GrpcCall, options: streams.ReadReq.Options, from: streams.ReadReq.Options.AllOptions): Promise<void> {
  const backwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  const count = Number(options.getCount());
  const filterOptions = options.getFilter();
  const filter = filterOptions && filterOf(filterOptions, store);
  const start = startOf(store, from, new GrpcError(GrpcCode.UNKNOWN, 'Unexpected ReadAllResult: Error'));
  if (count === 0) return;
  const numbers = backwards ? countdown(start) : countUp(start, store.log.size);
  await sendFrames(call, mapped(wanted(numbers, filter, count), eventFrames(store, options)));
  call.finish();
}

/** Where reads, subscriptions and groups of $all begin. */
interface StartOptions {
  hasEnd: () => boolean;
  getPosition: () => { getCommitPosition: () => string; getPreparePosition: () => string } | undefined;
}

/**
 * The number of the first event at the position.
 * @throws GrpcError where no event begins (given), or for positions that make no sense
 */
export function startOf(store: EventStore, from: StartOptions, between: GrpcError): number {
  if (from.hasEnd()) return store.log.size;
  const position = from.getPosition();
  if (!position) return 0;
  const commit = BigInt(position.getCommitPosition());
  if (BigInt(position.getPreparePosition()) > commit) throw unhandled();
  const number = store.log.numberAt(commit);
  if (commit > 0n && number < store.log.size && !store.isBoundary(commit)) throw between;
  return number;
}

function* countUp(from: number, to: number): Generator<number> {
  for (let number = from; number < to; number++) yield number;
}

function* countdown(before: number): Generator<number> {
  for (let number = before - 1; number >= 0; number--) yield number;
}

function* wanted(numbers: Iterable<number>, filter: Filter | undefined, count: number): Generator<number> {
  let given = 0;
  for (const number of numbers) {
    if (filter && !filter.matches(number)) continue;
    yield number;
    given += 1;
    if (given >= count) return;
  }
}
