import type { LogPosition, ReadMessage, ServerEvent } from './messages';
import { ProtoReader } from './proto-reader';

/** A `ReadResp` of the protocol. @throws RangeError for bytes that are none */
export function readMessage(bytes: Buffer): ReadMessage {
  const answer = new ProtoReader(bytes);
  for (let field = answer.next(); field !== 0; field = answer.next()) {
    switch (field) {
      case RESPONSE.event: {
        const event = recordedEvent(answer.message());
        return event ? { kind: 'event', event } : OTHER;
      }
      case RESPONSE.checkpoint:
        return { kind: 'checkpoint', position: positionOf(answer.message()) };
      case RESPONSE.caughtUp:
        return { kind: 'caught-up' };
      case RESPONSE.streamNotFound:
        return { kind: 'no-stream' };
      default:
        answer.skip();
    }
  }
  return OTHER;
}

/** Of a message whose first two fields are the commit's and the prepare's. */
export function positionOf(message: ProtoReader): LogPosition {
  let [commit, prepare] = [0, 0];
  for (let field = message.next(); field !== 0; field = message.next()) {
    if (field === 1) commit = message.number();
    else if (field === 2) prepare = message.number();
    else message.skip();
  }
  return { commit, prepare };
}

/** Of a message that holds a uuid as text; empty where it holds another form. */
export function uuidOf(message: ProtoReader): string {
  return textWithin(message, UUID.text);
}

const OTHER: ReadMessage = { kind: 'other' };
const RESPONSE = { event: 1, checkpoint: 3, streamNotFound: 4, caughtUp: 8 } as const;
const RECORDED = { id: 1, stream: 2, revision: 3, prepare: 4, commit: 5, system: 6, metadata: 7, data: 8 } as const;
const UUID = { text: 2 } as const;
const STREAM = { name: 3 } as const;
const NOTHING: Buffer = Buffer.alloc(0);

/** Undefined for a link whose event is gone. */
function recordedEvent(resolved: ProtoReader): ServerEvent | undefined {
  for (let field = resolved.next(); field !== 0; field = resolved.next()) {
    if (field === 1) return serverEvent(resolved.message());
    resolved.skip();
  }
  return undefined;
}

function serverEvent(event: ProtoReader): ServerEvent {
  let [id, stream, type] = ['', '', ''];
  let [revision, prepare, commit] = [0, 0, 0];
  let metadata = NOTHING;
  let data = NOTHING;
  for (let field = event.next(); field !== 0; field = event.next()) {
    switch (field) {
      case RECORDED.id:
        id = uuidOf(event.message());
        break;
      case RECORDED.stream:
        stream = textWithin(event.message(), STREAM.name);
        break;
      case RECORDED.revision:
        revision = event.number();
        break;
      case RECORDED.prepare:
        prepare = event.number();
        break;
      case RECORDED.commit:
        commit = event.number();
        break;
      case RECORDED.system:
        type = typeWithin(event.message()) ?? type;
        break;
      case RECORDED.metadata:
        metadata = event.view();
        break;
      case RECORDED.data:
        data = event.view();
        break;
      default:
        event.skip();
    }
  }
  return { id, stream, revision, position: { commit, prepare }, type, data, metadata };
}

function textWithin(message: ProtoReader, wanted: number): string {
  let text = '';
  for (let field = message.next(); field !== 0; field = message.next()) {
    if (field === wanted) text = message.text();
    else message.skip();
  }
  return text;
}

/** Of an entry of the server's own metadata; undefined where it is about something else. */
function typeWithin(entry: ProtoReader): string | undefined {
  let [isType, value] = [false, ''];
  for (let field = entry.next(); field !== 0; field = entry.next()) {
    if (field === 1) isType = entry.text() === 'type';
    else if (field === 2) value = entry.text();
    else entry.skip();
  }
  return isType ? value : undefined;
}

/** UTF-8 bytes as text. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
