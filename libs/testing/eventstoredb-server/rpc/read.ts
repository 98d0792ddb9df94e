import { type GrpcCall } from '../wire/grpc-call';
import { GrpcCode, GrpcError, unhandled } from '../wire/grpc-error';
import { type Method } from '../wire/grpc-server';
import { streams } from '../wire/messages';
import { type Context } from './context';
import { readAll } from './read-all';
import { readStream } from './read-stream';
import { subscribeToAll } from './subscribe-to-all';
import { subscribeToStream } from './subscribe-to-stream';
import { singleRequest } from './unary';

const { ReadDirection } = streams.ReadReq.Options;

/** Read: of a stream or of $all, up to a count or as a subscription. */
export function read(context: Context): Method {
  return singleRequest((call, request) => {
    const options = streams.ReadReq.deserializeBinary(request).getOptions();
    if (!options) throw unhandled();
    checkCombination(options);
    answer(context, call, options).catch((error: unknown) => call.fail(error));
  });
}

async function answer(context: Context, call: GrpcCall, options: streams.ReadReq.Options): Promise<void> {
  const stream = options.getStream();
  if (stream) return options.hasSubscription() ? subscribeToStream(context, call, options, stream) : readStream(context.store, call, options, stream);
  const all = options.getAll();
  if (!all) throw unhandled();
  return options.hasSubscription() ? subscribeToAll(context, call, options, all) : readAll(context.store, call, options, all);
}

/** @throws GrpcError for what the server has no reading of */
function checkCombination(options: streams.ReadReq.Options): void {
  const of = options.hasStream() ? 'Stream' : options.hasAll() ? 'All' : 'None';
  const until = options.hasCount() ? 'Count' : options.hasSubscription() ? 'Subscription' : 'None';
  const isBackwards = options.getReadDirection() === ReadDirection.BACKWARDS;
  const isFiltered = options.hasFilter();
  const isKnown = of !== 'None' && until !== 'None' && !(until === 'Subscription' && isBackwards) && !(of === 'Stream' && isFiltered);
  if (!isKnown) throw new GrpcError(GrpcCode.INVALID_ARGUMENT, `The combination of (${of}, ${until}, ${isBackwards ? 'Backwards' : 'Forwards'}, ${isFiltered ? 'Filter' : 'NoFilter'}) is invalid.`);
}
