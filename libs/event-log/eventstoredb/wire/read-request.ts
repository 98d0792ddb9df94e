import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { Filter, LogPosition, LogRead, LogSubscription, StreamRead } from './messages';

/** How many events, matching or not, a filtered subscription considers between two checkpoints. */
const WINDOW = 1_000;

export function streamReadRequest({ stream, from, direction, count }: StreamRead): ReadReq {
  const streamOptions = new ReadReq.Options.StreamOptions().setStreamIdentifier(streamIdentifier(stream));
  if (from === 'start') streamOptions.setStart(new Empty());
  else if (from === 'end') streamOptions.setEnd(new Empty());
  else streamOptions.setRevision(String(from));
  return request(new ReadReq.Options().setStream(streamOptions).setReadDirection(directionOf(direction)).setCount(String(count)).setNoFilter(new Empty()));
}

export function logReadRequest({ from, direction, count, filter }: LogRead): ReadReq {
  const options = new ReadReq.Options().setAll(allOptions(from)).setReadDirection(directionOf(direction)).setCount(String(count));
  return request(filter ? options.setFilter(filterOptions(filter)) : options.setNoFilter(new Empty()));
}

export function subscriptionRequest({ after, filter }: LogSubscription): ReadReq {
  return request(new ReadReq.Options().setAll(allOptions(after)).setReadDirection(directionOf('forwards')).setSubscription(new ReadReq.Options.SubscriptionOptions()).setFilter(filterOptions(filter)));
}

export function streamIdentifier(name: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(name)));
}

function request(options: ReadReq.Options): ReadReq {
  return new ReadReq().setOptions(options.setResolveLinks(false).setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty())));
}

function allOptions(from: LogPosition | 'start' | 'end'): ReadReq.Options.AllOptions {
  const all = new ReadReq.Options.AllOptions();
  if (from === 'start') return all.setStart(new Empty());
  if (from === 'end') return all.setEnd(new Empty());
  return all.setPosition(new ReadReq.Options.Position().setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)));
}

function filterOptions(filter: Filter): ReadReq.Options.FilterOptions {
  const options = new ReadReq.Options.FilterOptions().setMax(WINDOW).setCheckpointintervalmultiplier(1);
  const expression = new ReadReq.Options.FilterOptions.Expression();
  return 'streams' in filter ? options.setStreamIdentifier(expression.setPrefixList([...filter.streams])) : options.setEventType(expression.setPrefixList([...filter.types]));
}

function directionOf(direction: 'forwards' | 'backwards'): ReadReq.Options.ReadDirection {
  return direction === 'forwards' ? ReadReq.Options.ReadDirection.FORWARDS : ReadReq.Options.ReadDirection.BACKWARDS;
}
