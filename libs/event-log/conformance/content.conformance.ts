import { newEvent, newStream, newType, plain, record, type Subject } from './subject';

/** As it comes from outside: an own property of that name. */
const withProto = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": "c", "toString": null, "hasOwnProperty": 1 }') as Record<string, unknown>;

export function contents(subject: Subject): void {
  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['letters of every kind', { text: 'Grüße, 東京, Ωμέγα, שלום, e\u0301 beside é' }],
    ['emoji and what joins them', { text: '😀 👩‍👩‍👧‍👦 🏴‍☠️', '😀': '🇪🇺' }],
    ['control characters, U+0000 among them', { text: 'a\u0000b\u0001\u001f\u007f\u2028\u2029\ufeff\uffff', '\u0000': '\u0000' }],
    ['half a surrogate pair', { text: 'x\ud83dy\ude00z' }],
    ['quotes and what looks like commands', { text: '\'; DROP TABLE events; -- "\\" $1 ? :name %s {{x}}' }],
    ['line ends and tabs', { text: '\r\n\t \n' }],
    ['numbers as they are', { numbers: [0.1, 0.1 + 0.2, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740993, -0.5, 0] }],
    ['null, true and false', { a: null, b: true, c: false, d: [null] }],
    ['empty lists, objects and texts', { a: [], b: {}, c: '', d: [[], [{}]] }],
    ['numbers as names', { 10: 'ten', 2: 'two', '01': 'one' }],
    ['depth', { a: { b: { c: { d: { e: [{ f: { g: ['deep'] } }] } } } } }],
  ])('keeps %s exactly', async (_, data) => {
    const event = newEvent({ data });
    const [read] = await record(subject.log, [event]);
    expect(JSON.stringify(read!.data)).toBe(JSON.stringify(data));
    expect(read!.data).toEqual(data);
  });

  it('keeps names that mean something to the language, and is not harmed by them', async () => {
    const [read] = await record(subject.log, [newEvent({ data: withProto })]);
    expect(Object.keys(read!.data)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(read!.data)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('keeps a megabyte of data', async () => {
    const data = { text: 'Grüße 😀 '.repeat(80_000) };
    expect(Buffer.byteLength(data.text)).toBeGreaterThan(1_000_000);
    const [read] = await record(subject.log, [newEvent({ data })]);
    expect(read!.data['text'] === data.text).toBe(true);
  });

  it('keeps identities in their order and as they were sent', async () => {
    const identities = [{ kind: 'email', value: 'ANNE@Example.com ' }, { kind: 'social', value: 'x:@änne' }, { kind: 'email', value: 'ANNE@Example.com ' }, { kind: 'user-id', value: '' }];
    const [read] = await record(subject.log, [newEvent({ identities })]);
    expect(read!.identities).toEqual(identities);
  });

  it('keeps everything that may be said of an event', async () => {
    const event = newEvent({
      type: newType(), claimedAt: 1, sentAt: 2, schemaVersion: 3, initiator: 'company', backfill: true,
      source: { system: 'crm', record: '4711', page: 3 }, causedBy: { position: '18446744073709551615', projection: 'lifecycle', version: 2 },
      context: { sessionId: 's', campaign: { source: 'newsletter', name: 'spring' }, url: 'https://shop.example/?q=ü', referrer: '', locale: 'de-AT', timeZone: 'Europe/Vienna', device: { kind: 'phone' } },
    });
    const [read] = await record(subject.log, [event]);
    expect(plain(read!)).toEqual(plain(event));
  });

  it('leaves undefined what nobody said', async () => {
    const [read] = await record(subject.log, [newEvent()]);
    const { claimedAt, sentAt, source, context, causedBy, backfill } = read!;
    expect([claimedAt, sentAt, source, context, causedBy, backfill]).toEqual(Array(6).fill(undefined));
  });

  it.each([['1 January 1900', Date.UTC(1900, 0, 1)], ['a moment before 1970', -1], ['1970 itself', 0], ['the last millisecond of 2199', Date.UTC(2200, 0, 1) - 1]])('keeps %s as the time of an event', async (_, occurredAt) => {
    const [read] = await record(subject.log, [newEvent({ occurredAt })]);
    expect(read!.occurredAt).toBe(occurredAt);
  });

  it('keeps names of streams and ids with more than letters in them', async () => {
    const event = newEvent({ stream: `${newStream()} ü 😀 ' " % / -- ;` });
    const odd = { ...event, id: `${event.id} ü 😀 ' " % / -- ;` };
    await subject.log.append([odd]);
    expect((await subject.log.readStream(odd.stream, { limit: 10 }))?.map(plain)).toEqual([plain(odd)]);
  });
}
