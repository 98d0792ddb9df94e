import { defineTouchpoint, EventTypes, Optional, Text, type NewEvent } from '#touchpoints';
import { EventCodec, type EncodedEvent, type StoredEvent } from './codec';

class Noted {
  @Text() title!: string;
  @Optional() @Text() author?: string | null;
}

/** Version 1 called it `name`, version 2 `heading`; version 3 knows an author. */
const noted = defineTouchpoint({
  type: 'test.noted', data: Noted, example: { title: 'a' }, version: 3,
  upcasters: [({ name, ...rest }) => ({ ...rest, heading: name }), ({ heading, ...rest }) => ({ ...rest, title: heading, author: 'unknown' })],
});

const codec = new EventCodec(new EventTypes([noted]));

const event: NewEvent = { id: 'a', type: 'test.noted', stream: 's', occurredAt: 10, receivedAt: 20, schemaVersion: 3, initiator: 'customer', identities: [{ kind: 'user-id', value: '42' }], data: { title: 'Tea' } };

function stored(encoded: EncodedEvent): StoredEvent {
  return { ...encoded, position: 7n, revision: 2, recordedAt: 30 };
}

function readAs(schemaVersion: number, data: Record<string, unknown>): { readonly version: number; readonly data: unknown } {
  const read = codec.decode(stored(codec.encode({ ...event, schemaVersion, data })));
  return { version: read.schemaVersion, data: read.data };
}

describe('the codec', () => {
  it('gives back what it was given, with what the log adds', () => {
    const { id, type, stream, occurredAt, receivedAt, initiator, identities, data, position, revision, recordedAt } = codec.decode(stored(codec.encode(event)));
    expect({ id, type, stream, occurredAt, receivedAt, schemaVersion: 3, initiator, identities, data }).toEqual(event);
    expect([position, revision, recordedAt]).toEqual([7n, 2, 30]);
  });

  it('writes as text only what engines do not search by', () => {
    const { identities, data, meta, ...searched } = codec.encode({ ...event, backfill: true });
    expect(searched).toEqual({ id: 'a', type: 'test.noted', stream: 's', occurredAt: 10 });
    expect([identities, data, meta].map((text) => JSON.parse(text) as unknown)).toEqual([event.identities, event.data, { receivedAt: 20, schemaVersion: 3, initiator: 'customer', backfill: true }]);
  });

  it('lifts data of an older schema version to the present one, step by step', () => {
    expect(readAs(1, { name: 'Tea', more: 1 })).toEqual({ version: 3, data: { title: 'Tea', author: 'unknown', more: 1 } });
    expect(readAs(2, { heading: 'Tea' })).toEqual({ version: 3, data: { title: 'Tea', author: 'unknown' } });
    expect(readAs(3, { title: 'Tea' })).toEqual({ version: 3, data: { title: 'Tea' } });
  });

  it('leaves alone what a newer release has written, and says that it is newer', () => {
    expect(readAs(4, { headline: 'Tea' })).toEqual({ version: 4, data: { headline: 'Tea' } });
  });

  it('leaves alone a type that the catalogue has not', () => {
    const read = codec.decode(stored(codec.encode({ ...event, type: 'test.unheard', schemaVersion: 2, data: { name: 'Tea' } })));
    expect([read.schemaVersion, read.data]).toEqual([2, { name: 'Tea' }]);
  });

  it('reads nothing but data where data of the type never changed', () => {
    const broken = codec.decode({ ...stored(codec.encode({ ...event, type: 'test.unheard' })), meta: 'not JSON' });
    expect(broken.data).toEqual(event.data);
    expect(() => broken.initiator).toThrow(SyntaxError);
  });

  it('reads data once, and only when it is looked at', () => {
    const broken = codec.decode({ ...stored(codec.encode(event)), data: 'not JSON' });
    expect(broken.identities).toEqual(event.identities);
    expect(() => broken.data).toThrow(SyntaxError);
    const read = codec.decode(stored(codec.encode(event)));
    expect(read.data).toBe(read.data);
  });

  it.each([{ id: '' }, { id: 'a\u0000' }, { id: '\ud800' }, { type: '' }, { stream: '' }, { stream: '\udc00s' }, { occurredAt: Number.NaN }, { occurredAt: Infinity }])('refuses %j, which no engine can keep', (fault) => {
    expect(() => codec.encode({ ...event, ...fault })).toThrow(expect.objectContaining({ code: 'RAPPORT_BAD_REQUEST' }));
  });

  it.each(['ü', '😀', 'a b', '\u0001', '\uffff'])('takes an id with %j in it', (id) => {
    expect(codec.encode({ ...event, id }).id).toBe(id);
  });

  it('refuses data that is no JSON instead of writing something else', () => {
    expect(() => codec.encode({ ...event, data: { big: 1n } })).toThrow(TypeError);
  });
});
