import { assert, constantFrom, integer, json, property, record, string, uuid } from 'fast-check';
import { proposedEvent, storedEvent } from './event-record';

describe('an event at the server', () => {
  const known = { position: 5n, stream: 'a', revision: 0, recordedAt: 7, occurredAt: 3 };
  const event = record({
    id: string({ unit: 'binary', minLength: 1 }), type: string({ minLength: 1 }), stream: string(), occurredAt: integer(),
    identities: json().map((value) => `[${value}]`), data: json().map((value) => `{"x":${value}}`), meta: json().map((value) => `{"y":${value}}`),
  });
  const at = (metadata: string, type: string, data: string): Parameters<typeof storedEvent>[0] => ({ id: '', stream: '', revision: 0, position: { commit: 5, prepare: 5 }, type, data: Buffer.from(data), metadata: Buffer.from(metadata) });

  it('comes back as it was written', () => {
    assert(property(event, uuid(), (own, append) => {
      const { type, data, metadata } = proposedEvent(own, 'key', 7, append);
      const { id, identities, data: content, meta } = own;
      expect(storedEvent(at(Buffer.from(metadata).toString(), type, Buffer.from(data).toString()), known)).toEqual({ ...known, id, type, identities, data: content, meta });
    }));
  });

  it('comes back with the same content where others have put its metadata together anew', () => {
    const changes = constantFrom<(metadata: object) => string>(
      (metadata) => JSON.stringify(metadata, null, 2), (metadata) => JSON.stringify({ ...metadata, $originalEventNumber: { a: [1] } }), (metadata) => JSON.stringify({ $correlationId: 'x', ...metadata }),
      (metadata) => JSON.stringify(Object.fromEntries(Object.entries(metadata).reverse())),
    );
    assert(property(event, uuid(), changes, (own, append, change) => {
      const { type, data, metadata } = proposedEvent(own, 'key', 7, append);
      const stored = storedEvent(at(change(JSON.parse(Buffer.from(metadata).toString()) as object), type, Buffer.from(data).toString()), known)!;
      expect([stored.id, JSON.parse(stored.identities), JSON.parse(stored.meta)]).toEqual([own.id, JSON.parse(own.identities), JSON.parse(own.meta)]);
    }));
  });

  it.each(['', '{', '{"id":"', '{"id":"x","identities":[', '{"id":"x","identities":[],"meta":{', '{"id":"x","identities":"x","meta":{}}', '[]'])('is none of ours with the metadata %s', (metadata) => {
    expect(storedEvent(at(metadata, 'type', '{}'), known)).toBeUndefined();
  });
});
