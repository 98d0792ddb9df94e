import { StreamDeleted, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import type { Status } from '@eventstore/db-client/generated/status_pb';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { RapportError } from '#kernel';
import type { AppendAnswer, ExpectedRevision, LogPosition, ProposedEvent } from './messages';
import { ProtoReader } from './proto-reader';
import { fieldSize, ProtoWriter, varintSize } from './proto-writer';
import { positionOf, uuidOf } from './read-message';

/** The answer to one append. */
export interface BatchAnswer {
  readonly correlationId: string;
  /** @throws what the server had against it, in the form of gRPC's own errors: with `code` */
  readonly read: () => AppendAnswer;
}

/** One append as one message, a `BatchAppendReq`. Without a deadline: the server would compare it with a clock of its own. */
export function batchRequest(correlationId: string, stream: string, events: readonly ProposedEvent[], expected: ExpectedRevision): Buffer {
  const name = Buffer.from(stream);
  const types = events.map(({ type }) => Buffer.from(type));
  const sizes = events.map((event, index) => proposedSize(event, types[index] ?? NOTHING));
  const optionsSize = fieldSize(fieldSize(name.length)) + (expected === 'none' ? 2 : 1 + varintSize(expected));
  const total = fieldSize(UUID_SIZE) + fieldSize(optionsSize) + sizes.reduce((sum, size) => sum + fieldSize(size), 0) + 2;
  const message = new ProtoWriter(total);
  writeUuid(message, correlationId);
  message.open(2, optionsSize);
  message.open(1, fieldSize(name.length));
  message.content(3, name);
  if (expected === 'none') message.open(3, 0);
  else message.number(2, expected);
  for (const [index, event] of events.entries()) {
    message.open(3, sizes[index] ?? 0);
    writeProposed(message, event, types[index] ?? NOTHING);
  }
  message.number(4, 1);
  return message.bytes;
}

/** A `BatchAppendResp`. @throws RangeError for bytes that are none */
export function batchAnswer(bytes: Buffer): BatchAnswer {
  const answer = new ProtoReader(bytes);
  let correlationId = '';
  let success: AppendAnswer | undefined;
  for (let field = answer.next(); field !== 0; field = answer.next()) {
    if (field === 1) correlationId = uuidOf(answer.message());
    else if (field === 3) success = written(answer.message());
    else answer.skip();
  }
  return { correlationId, read: () => success ?? refusal(BatchAppendResp.deserializeBinary(bytes).getError()) };
}

const NOTHING = Buffer.alloc(0);
/** A uuid as text, as a message of its own. */
const UUID_SIZE = fieldSize(36);
const TYPE = 'type';
const CONTENT_TYPE = 'content-type';
const JSON_TYPE = 'application/json';
const CONTENT_TYPE_SIZE = fieldSize(CONTENT_TYPE.length) + fieldSize(JSON_TYPE.length);

function proposedSize({ data, metadata }: ProposedEvent, type: Buffer): number {
  return fieldSize(UUID_SIZE) + fieldSize(fieldSize(TYPE.length) + fieldSize(type.length)) + fieldSize(CONTENT_TYPE_SIZE) + fieldSize(metadata.length) + fieldSize(data.length);
}

function writeProposed(message: ProtoWriter, { id, data, metadata }: ProposedEvent, type: Buffer): void {
  writeUuid(message, id);
  message.open(2, fieldSize(TYPE.length) + fieldSize(type.length));
  message.ascii(1, TYPE);
  message.content(2, type);
  message.open(2, CONTENT_TYPE_SIZE);
  message.ascii(1, CONTENT_TYPE);
  message.ascii(2, JSON_TYPE);
  message.content(3, metadata);
  message.content(4, data);
}

/** As the first field. */
function writeUuid(message: ProtoWriter, uuid: string): void {
  message.open(1, UUID_SIZE);
  message.ascii(2, uuid);
}

/** Undefined for the repeat of an append to a stream that was deleted since: it has no position. */
function written(success: ProtoReader): AppendAnswer | undefined {
  let revision = 0;
  let position: LogPosition | undefined;
  for (let field = success.next(); field !== 0; field = success.next()) {
    if (field === 1) revision = success.number();
    else if (field === 3) position = positionOf(success.message());
    else success.skip();
  }
  return position && { kind: 'written', revision, position };
}

function refusal(error: Status | undefined): AppendAnswer {
  if (!error) throw deleted('the stream was deleted in EventStoreDB by somebody else: its events are not appended again');
  const details = error.getDetails();
  const wrong = details?.unpack((bytes) => WrongExpectedVersion.deserializeBinary(bytes), 'event_store.client.WrongExpectedVersion');
  if (wrong) return { kind: 'wrong-revision', last: wrong.hasCurrentStreamRevision() ? Number(wrong.getCurrentStreamRevision()) : undefined };
  if (details?.unpack((bytes) => StreamDeleted.deserializeBinary(bytes), 'event_store.client.StreamDeleted')) {
    throw deleted('the stream was deleted in EventStoreDB by somebody else, for ever');
  }
  throw Object.assign(new Error(error.getMessage()), { code: error.getCode() });
}

/** With a cause that says that it is of no use to try again. */
function deleted(sentence: string): RapportError {
  return new RapportError('RAPPORT_STORE_UNAVAILABLE', sentence, { cause: Object.assign(new Error('StreamDeleted'), { code: FAILED_PRECONDITION }) });
}

/** As gRPC numbers it. */
const FAILED_PRECONDITION = 9;
