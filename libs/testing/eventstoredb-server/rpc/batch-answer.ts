import { type WriteOutcome } from '../store/event-store';
import { type Expectation } from '../store/commit-check';
import { Any, rpcCode, rpcStatus, shared, streams } from '../wire/messages';
import { MAX_APPEND_SIZE } from './append-size';

export interface BatchAddress {
  readonly correlation: shared.UUID | undefined;
  readonly stream: shared.StreamIdentifier | undefined;
}

/** The answer to one request of a BatchAppend call that was written, or not. */
export function outcomeAnswer(to: BatchAddress, outcome: WriteOutcome, expected: Expectation): Uint8Array {
  switch (outcome.kind) {
    case 'deleted': {
      const details = new shared.StreamDeleted();
      details.setStreamIdentifier(to.stream);
      return failure(to, rpcCode.Code.NOT_FOUND, 'StreamDeleted', details);
    }
    case 'wrong':
      return failure(to, rpcCode.Code.ALREADY_EXISTS, 'WrongExpectedVersion', wrongRevision(outcome.current, expected));
    default:
      return success(to, outcome.revision, outcome.position);
  }
}

export const timeoutAnswer = (to: BatchAddress): Uint8Array => failure(to, rpcCode.Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());

export function tooLargeAnswer(to: BatchAddress): Uint8Array {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(MAX_APPEND_SIZE);
  return failure(to, rpcCode.Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', details);
}

export function badRequestAnswer(to: BatchAddress, message: string): Uint8Array {
  const details = new shared.BadRequest();
  details.setMessage(message);
  return failure(to, rpcCode.Code.INVALID_ARGUMENT, 'BadRequest', details);
}

function wrongRevision(current: number, expected: Expectation): shared.WrongExpectedVersion {
  const details = new shared.WrongExpectedVersion();
  if (current < 0) details.setCurrentNoStream(new shared.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(new shared.Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new shared.Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new shared.Empty());
  else details.setExpectedStreamPosition(String(expected));
  return details;
}

function success(to: BatchAddress, revision: number, position: number | undefined): Uint8Array {
  const message = new streams.BatchAppendResp.Success();
  if (revision < 0) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) message.setNoPosition(new shared.Empty());
  else {
    const at = new shared.AllStreamPosition();
    at.setCommitPosition(String(position));
    at.setPreparePosition(String(position));
    message.setPosition(at);
  }
  const response = addressed(to);
  response.setSuccess(message);
  return response.serializeBinary();
}

/** The details are typed by the name of their message. */
function failure(to: BatchAddress, code: rpcCode.Code, name: string, details: { serializeBinary: () => Uint8Array }): Uint8Array {
  const any = new Any();
  any.setTypeUrl(`type.googleapis.com/event_store.client.${name}`);
  any.setValue(details.serializeBinary());
  const status = new rpcStatus.Status();
  status.setCode(code);
  status.setMessage(name);
  status.setDetails(any);
  const response = addressed(to);
  response.setError(status);
  return response.serializeBinary();
}

function addressed({ correlation, stream }: BatchAddress): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(stream);
  return response;
}
