import { shared } from '../wire/messages';
import { protoField, protoFields } from '../wire/proto-reader';
import { uuidText } from '../wire/uuid-text';
import { type ProposedEvent } from '../store/recorded-event';

const NOTHING: Buffer = Buffer.alloc(0);
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL = '00000000-0000-0000-0000-000000000000';
const JSON_TYPE = 'application/json';
const OTHER_TYPE = 'application/octet-stream';

/** Why a proposed event is not taken. `property`: the entry of the metadata map that is missing. */
export class ProposalError extends Error {
  constructor(message: string, readonly property?: string) {
    super(message);
  }
}

/**
 * Reads an event as Append and BatchAppend send it.
 * @throws ProposalError what the server finds wrong with it, in its words
 */
export function readProposedEvent(message: Buffer): ProposedEvent {
  const properties = new Map<string, string>();
  let id: Buffer | undefined;
  let [customMetadata, data] = [NOTHING, NOTHING];
  for (const { field, bytes } of protoFields(message)) {
    if (field === 1) id = bytes;
    else if (field === 2) properties.set((protoField(bytes, 1) ?? NOTHING).toString(), (protoField(bytes, 2) ?? NOTHING).toString());
    else if (field === 3) customMetadata = bytes;
    else if (field === 4) data = bytes;
  }
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  for (const [name, value] of [['type', type], ['content-type', contentType]] as const) if (value === undefined) throw new ProposalError('The given key was not present in the dictionary.', name);
  const guid = readGuid(id);
  if (type === undefined || type === '') throw new ProposalError("Empty eventType provided. (Parameter 'eventType')");
  return { id: guid, type, contentType: contentType === JSON_TYPE ? JSON_TYPE : OTHER_TYPE, customMetadata, data };
}

function readGuid(uuid: Buffer | undefined): string {
  if (uuid === undefined) throw new ProposalError("Value cannot be null. (Parameter 'dto')");
  // The form that clients send, read without building a message for each event.
  const text = protoField(uuid, 2)?.toString() ?? uuidText(shared.UUID.deserializeBinary(uuid)) ?? '';
  if (!GUID.test(text)) throw new ProposalError('Unrecognized Guid format.');
  if (text === NIL) throw new ProposalError("Empty eventId provided. (Parameter 'eventId')");
  return text.toLowerCase();
}
