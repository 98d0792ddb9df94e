import { type shared } from '../wire/messages';
import { type Expectation } from '../store/commit-check';

interface ExpectationOptions {
  hasAny: () => boolean;
  hasNoStream: () => boolean;
  hasStreamExists: () => boolean;
}

/** What a request expects; undefined when it does not say. `exact` is the revision, where one was set. */
export function expectationOf(options: ExpectationOptions, exact: string | undefined): Expectation | undefined {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return exact === undefined ? undefined : BigInt(exact);
}

/** Expectations as the numbers that Delete and Tombstone name them by. */
export function expectationNumber(expected: Expectation): bigint {
  switch (expected) {
    case 'any':
      return -2n;
    case 'no_stream':
      return -1n;
    case 'stream_exists':
      return -4n;
    default:
      return expected;
  }
}

/** The name in a stream identifier; empty when it is absent. */
export const streamNameOf = (identifier: shared.StreamIdentifier | undefined): string => (identifier ? Buffer.from(identifier.getStreamName_asU8()).toString() : '');
