import { CloudEvent, Kafka, type KafkaMessage as KafkaRecord } from 'cloudevents';
import type { BridgeMessage } from '../bridge';
import type { IHeaders, KafkaMessage } from './client';
import { readCloudEvent, unreadable } from './read-cloud-event';
import { writeCloudEvent } from './write-cloud-event';

const full: BridgeMessage = {
  key: 'ann', id: 'I-77', source: '/back-office/billing', type: 'billing.invoice-paid', subject: 'Änne 東京', time: '2026-03-01T10:15:00.000Z', dataschema: 'https://example.org/invoice#1',
  data: { invoiceId: 'I-77', total: 59.9, note: 'Grüße 😀' }, extensions: { position: '42', replay: 'true' },
};

type Parts = { readonly key?: string | null; readonly value: string | Buffer | null; readonly headers?: IHeaders };

/** As the client gives it: everything is bytes. */
function received({ key = 'ann', value, headers = {} }: Parts): KafkaMessage {
  const bytes = Object.fromEntries(Object.entries(headers).flatMap(([name, each]) => (each === undefined ? [] : [[name, Buffer.from(String(each))]])));
  return { key: key === null ? null : Buffer.from(key), value: value === null ? null : Buffer.from(value), headers: bytes, timestamp: String(Date.UTC(2026, 2, 1)), attributes: 0, offset: '7' };
}

const attributes = { specversion: '1.0', id: 'I-77', source: '/back-office/billing', type: 'billing.invoice-paid', time: '2026-03-01T10:15:00.000Z' };
const structured = (event: unknown, contentType = 'application/cloudevents+json'): Parts => ({ value: JSON.stringify(event), headers: { 'content-type': contentType } });
const binary = (headers: IHeaders, value: string | null = '{}'): Parts => ({ value, headers: { ...Object.fromEntries(Object.entries(attributes).map(([name, each]) => [`ce_${name}`, each])), ...headers } });

describe('what is written', () => {
  it('is read by the CloudEvents library as the event that it is', () => {
    const { key, value, headers } = writeCloudEvent(full);
    const record: KafkaRecord = { key: String(key), value: String(value), headers: headers as Record<string, string>, body: String(value) };
    expect(Kafka.toEvent(record)).toMatchObject({
      specversion: '1.0', id: full.id, source: full.source, type: full.type, subject: full.subject, time: full.time, dataschema: full.dataschema, data: full.data, position: '42', replay: 'true',
    });
    expect(String(key)).toBe('ann');
  });

  it('comes back as it was', () => {
    const { key, value, headers } = writeCloudEvent(full);
    expect(readCloudEvent(received({ key: String(key), value: String(value), headers: headers! }))).toEqual({ message: full });
  });

  it('has neither value nor content type where there is nothing to say', () => {
    const { value, headers } = writeCloudEvent({ ...full, data: null });
    expect([value, headers!['content-type']]).toEqual([null, undefined]);
    expect(readCloudEvent(received({ value: null, headers: headers! }))).toMatchObject({ message: { data: null, id: 'I-77' } });
  });
});

describe('what others write', () => {
  const event = new CloudEvent({ ...attributes, subject: 'ann', datacontenttype: 'application/json', data: { total: 59.9 }, partitionkey: 'ann', sequence: 'a1' });
  const expected = { key: 'ann', id: 'I-77', source: '/back-office/billing', type: 'billing.invoice-paid', subject: 'ann', time: attributes.time, data: { total: 59.9 }, extensions: { sequence: 'a1' } };

  it('is read in the binary mode of the library', () => {
    const { key, value, headers } = Kafka.binary(event);
    expect(readCloudEvent(received({ key: String(key), value: typeof value === 'string' ? value : JSON.stringify(value), headers }))).toEqual({ message: expected });
  });

  it('is read in the structured mode of the library', () => {
    const { value, headers } = Kafka.structured(event);
    expect(readCloudEvent(received({ value, headers }))).toEqual({ message: expected });
  });

  it.each<[string, Parts, Partial<BridgeMessage>]>([
    ['a character set beside the content type', structured({ ...attributes, data: { a: 1 } }, 'application/cloudevents+json; charset=UTF-8'), { data: { a: 1 } }],
    ['data in base64', structured({ ...attributes, data_base64: Buffer.from('{"a":"ü"}').toString('base64') }), { data: { a: 'ü' } }],
    ['no data', structured(attributes), { data: null }],
    ['a key that is not there, for the partition key', { ...structured({ ...attributes, partitionkey: 'ben', subject: 'x' }), key: null }, { key: 'ben' }],
    ['a key that is not there, for the subject', { ...structured({ ...attributes, subject: 'ben' }), key: null }, { key: 'ben' }],
    ['no time, for that of the record', structured({ ...attributes, time: undefined }), { time: '2026-03-01T00:00:00.000Z' }],
    ['numbers and flags as extensions', structured({ ...attributes, sequence: 7, urgent: true }), { extensions: { sequence: '7', urgent: 'true' } }],
    ['header names in capitals', { value: '{"a":1}', headers: { CE_specversion: '1.0', CE_id: 'x', CE_source: '/s', CE_type: 't', 'Content-Type': 'application/vnd.shop+json' } }, { id: 'x', data: { a: 1 } }],
  ])('may have %s', (_, parts, message) => {
    expect(readCloudEvent(received(parts))).toMatchObject({ message });
  });

  it.each<[string, Parts, RegExp]>([
    ['anything', { value: 'hello' }, /no CloudEvent/],
    ['nothing', { value: null }, /no CloudEvent/],
    ['broken JSON', { ...structured({}), value: '{' }, /value is not JSON/],
    ['a list', structured([attributes]), /value is not a JSON object/],
    ['a batch', structured([attributes], 'application/cloudevents-batch+json'), /only application\/cloudevents\+json/],
    ['another format of structured events', structured(attributes, 'application/cloudevents+avro'), /only application\/cloudevents\+json/],
    ['another version', structured({ ...attributes, specversion: '0.3' }), /another version than 1\.0/],
    ['no id', structured({ ...attributes, id: undefined }), /has no id/],
    ['an empty type', binary({ ce_type: '' }), /has no type/],
    ['no source', structured({ ...attributes, source: undefined }), /has no source/],
    ['an attribute that is an object', structured({ ...attributes, extra: {} }), /attribute extra is neither/],
    ['an attribute with a name that may not be', structured({ ...attributes, 'ex-tra': 'x' }), /attribute ex-tra/],
    ['a time that is none', binary({ ce_time: 'yesterday' }), /time is not RFC 3339/],
    ['data that is text', binary({ 'content-type': 'text/plain' }, 'hello'), /content type is text\/plain/],
    ['data that is not JSON', binary({ 'content-type': 'application/json' }, '{'), /data is not JSON/],
    ['data that is a list', binary({}, '[]'), /data is not a JSON object/],
    ['structured data that is a text', structured({ ...attributes, data: 'hello' }), /data is not a JSON object/],
    ['structured data of another type', structured({ ...attributes, datacontenttype: 'text/xml', data: '<a/>' }), /data is text\/xml/],
  ])('is refused with the reason where it is %s', (_, parts, reason) => {
    expect(readCloudEvent(received(parts))).toEqual({ fault: expect.stringMatching(reason) });
  });

  it('stays whole where it cannot be read', () => {
    const message = received({ value: Buffer.from([0xff, 0x00]), headers: { note: 'ü', ce_deadletterreason: 'it is no CloudEvent' } });
    expect(unreadable(message, 'billing.dead-letter/0/7')).toMatchObject({
      key: 'ann', id: 'billing.dead-letter/0/7', type: 'rapport.unreadable', data: { headers: { note: 'ü' }, valueBase64: '/wA=' }, extensions: { deadletterreason: 'it is no CloudEvent' },
    });
  });
});
