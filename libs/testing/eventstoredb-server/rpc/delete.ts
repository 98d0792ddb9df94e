import { type WriteOutcome } from '../store/event-store';
import { type Expectation } from '../store/commit-check';
import { GrpcCode, GrpcError, streamDeleted, unhandled } from '../wire/grpc-error';
import { streams } from '../wire/messages';
import { type Context } from './context';
import { expectationNumber, expectationOf, streamNameOf } from './expectation';

/** Delete: the stream can come back. A wrong revision is a status here, not an answer as with appends. */
export function deleteStream({ store }: Context): (request: Buffer) => Uint8Array {
  return (bytes) => {
    const options = streams.DeleteReq.deserializeBinary(bytes).getOptions();
    const { name, expected } = addressee(options);
    const position = new streams.DeleteResp.Position();
    const response = new streams.DeleteResp();
    return answer(response, position, name, expected, store.delete(name, expected));
  };
}

/** Tombstone: the stream is gone for ever. */
export function tombstone({ store }: Context): (request: Buffer) => Uint8Array {
  return (bytes) => {
    const options = streams.TombstoneReq.deserializeBinary(bytes).getOptions();
    const { name, expected } = addressee(options);
    const position = new streams.TombstoneResp.Position();
    const response = new streams.TombstoneResp();
    return answer(response, position, name, expected, store.tombstone(name, expected));
  };
}

/** Without an expectation any is meant. */
function addressee(options: streams.DeleteReq.Options | streams.TombstoneReq.Options | undefined): { name: string; expected: Expectation } {
  const name = streamNameOf(options?.getStreamIdentifier());
  if (!options || name === '') throw unhandled();
  return { name, expected: expectationOf(options, options.hasRevision() ? options.getRevision() : undefined) ?? 'any' };
}

interface PositionMessage {
  setCommitPosition: (value: string) => unknown;
  setPreparePosition: (value: string) => unknown;
}

function answer<P extends PositionMessage>(response: { setPosition: (position: P) => unknown; serializeBinary: () => Uint8Array }, position: P, name: string, expected: Expectation, outcome: WriteOutcome): Uint8Array {
  if (outcome.kind === 'deleted') throw streamDeleted(name);
  if (outcome.kind === 'wrong') throw wrongRevision(name, expectationNumber(expected), outcome.current);
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  response.setPosition(position);
  return response.serializeBinary();
}

const wrongRevision = (name: string, expected: bigint, current: number): GrpcError =>
  new GrpcError(GrpcCode.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${name}, Expected version: ${expected}, Actual version: ${current}`, {
    exception: 'wrong-expected-version', 'stream-name': name, 'expected-version': String(expected), 'actual-version': String(current),
  });
