import { type WriteOutcome } from '../store/event-store';
import { type Expectation } from '../store/commit-check';
import { type ProposedEvent } from '../store/recorded-event';
import { GrpcCode, GrpcError, streamDeleted, unhandled } from '../wire/grpc-error';
import { type GrpcCall } from '../wire/grpc-call';
import { shared, streams } from '../wire/messages';
import { protoField } from '../wire/proto-reader';
import { ProtoWriter } from '../wire/proto-writer';
import { MAX_APPEND_SIZE } from './append-size';
import { type Context } from './context';
import { expectationOf, streamNameOf } from './expectation';
import { ProposalError, readProposedEvent } from './proposed-event';

interface Header {
  readonly stream: string;
  readonly expected: Expectation;
}

/**
 * Append: a header, then events, then the half-close, at which they are written. A caller that cancels before that cannot
 * know: what it has sent is written (the real server did so in most tries).
 */
export function append({ store, faults }: Context): (call: GrpcCall) => void {
  return (call) => {
    let header: Header | undefined;
    let size = 0;
    const events: ProposedEvent[] = [];
    call.listen({
      message: (message) => {
        const options = protoField(message, 1);
        if (options) {
          if (header) throw unhandled();
          header = readHeader(options);
          faults.passAppend();
          return;
        }
        if (!header) throw unhandled();
        const event = protoField(message, 2);
        if (!event) return;
        const read = readEvent(event);
        events.push(read);
        size += read.data.length;
        if (size > MAX_APPEND_SIZE) throw new GrpcError(GrpcCode.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_SIZE} Exceeded.`, { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(MAX_APPEND_SIZE) });
      },
      halfClosed: () => {
        if (!header) throw unhandled();
        const outcome = store.append(header.stream, header.expected, events);
        if (outcome.kind === 'deleted') throw streamDeleted(header.stream);
        call.send(answer(outcome, header.expected));
        call.finish();
      },
      closed: (cancelled) => {
        if (cancelled && header && events.length > 0) store.append(header.stream, header.expected, events);
      },
    });
  };
}

function readHeader(bytes: Buffer): Header {
  const options = streams.AppendReq.Options.deserializeBinary(bytes);
  const expected = expectationOf(options, options.hasRevision() ? options.getRevision() : undefined);
  if (expected === undefined) throw new GrpcError(GrpcCode.INVALID_ARGUMENT, "'None' is not a valid EventStore.Client.Streams.AppendReq+Types+Options+ExpectedStreamRevisionOneofCase");
  const stream = streamNameOf(options.getStreamIdentifier());
  if (stream === '') throw unhandled();
  return { stream, expected };
}

function readEvent(bytes: Buffer): ProposedEvent {
  try {
    return readProposedEvent(bytes);
  } catch (error) {
    if (error instanceof ProposalError && error.property !== undefined) {
      throw new GrpcError(GrpcCode.INVALID_ARGUMENT, `Required Metadata Property '${error.property}' is missing`, { exception: 'missing-required-metadata-property', 'required-metadata-properties': 'type,content-type' });
    }
    throw error;
  }
}

function answer(outcome: Exclude<WriteOutcome, { kind: 'deleted' }>, expected: Expectation): Uint8Array {
  if (outcome.kind === 'wrong') return wrongRevision(outcome.current, expected);
  const success = new streams.AppendResp.Success();
  if (outcome.revision < 0) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) success.setNoPosition(new shared.Empty());
  else {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    success.setPosition(position);
  }
  const response = new streams.AppendResp();
  response.setSuccess(success);
  return response.serializeBinary();
}

const NO_STREAM_AS_NUMBER = 2n ** 64n - 1n;

/** By hand: the generated code has no way to write 2^64 − 1, as which the old field says `no_stream`. */
function wrongRevision(current: number, expected: Expectation): Uint8Array {
  const writer = new ProtoWriter();
  const wrong = writer.open(2);
  const empty = (field: number): void => writer.bytes(field, new Uint8Array());
  if (current < 0) empty(2);
  else writer.varint(1, current);
  if (expected === 'any') empty(4);
  else if (expected === 'stream_exists') empty(5);
  else writer.varint(3, expected === 'no_stream' ? NO_STREAM_AS_NUMBER : expected);
  if (current < 0) empty(7);
  else writer.varint(6, current);
  if (expected === 'any') empty(9);
  else if (expected === 'stream_exists') empty(10);
  else if (expected === 'no_stream') empty(11);
  else writer.varint(8, expected);
  writer.close(wrong);
  return Buffer.from(writer.written);
}
