import type { BridgeMessage } from '../bridge';
import { message, newTopic, plain, type Subject, take } from './subject';

const withProto = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": "c", "hasOwnProperty": 1 }') as Record<string, unknown>;

export function contents(subject: Subject): void {
  async function roundTrip(sent: BridgeMessage): Promise<BridgeMessage> {
    const topic = await newTopic(subject.bridge);
    await subject.bridge.publish(topic, [sent]);
    return (await take(subject.bridge, [topic], [sent.id])).taken[0]!;
  }

  it('keeps every attribute and extension exactly, whatever letters are in it', async () => {
    const sent = message({
      key: 'Änne 東京 😀', id: `ü/😀 ' " % + = ; ${String(Date.now())}`, source: '/back-office/b%C3%BCro?x=1&y=ü#f', type: 'at.example.Rechnung-bezahlt', subject: 'Ωμέγα שלום e\u0301 é',
      time: '2026-03-01T10:15:00.123Z', dataschema: 'https://example.org/schemas/1#ü', extensions: { position: '18446744073709551615', replay: 'true', note: ' spaces kept: "quotes", commas, 100 % ü 😀 ', x0: 'a:b=c' },
    });
    expect(plain(await roundTrip(sent))).toEqual(plain(sent));
  });

  it('leaves out what nobody said', async () => {
    const sent = message();
    expect(plain(await roundTrip(sent))).toEqual(plain(sent));
  });

  it('keeps data exactly, with everything that JSON can hold', async () => {
    const data = {
      text: 'Grüße, 東京, 👩‍👩‍👧‍👦', control: 'a\u0000b\u0001\u2028\ufeff', half: 'x\ud83dy', numbers: [0.1, 0.1 + 0.2, 1e21, 5e-324, 9007199254740993, -0.5, 0], none: null, flags: [true, false], empty: [[], {}, ''],
      10: 'ten', 2: 'two', deep: { a: { b: [{ c: ['d'] }] } }, ...{ '😀': 1 },
    };
    const received = await roundTrip(message({ data }));
    expect(JSON.stringify(received.data)).toBe(JSON.stringify(data));
  });

  it('keeps names that mean something to the language, and is not harmed by them', async () => {
    const received = await roundTrip(message({ data: withProto }));
    expect(Object.keys(received.data!)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('keeps null apart from nothing: a key of which nothing is to be said any more', async () => {
    expect((await roundTrip(message({ data: null }))).data).toBeNull();
    expect((await roundTrip(message({ data: {} }))).data).toEqual({});
  });

  it('keeps two megabytes of data', async () => {
    const text = 'Grüße 😀 '.repeat(150_000);
    const received = await roundTrip(message({ data: { text } }));
    expect(received.data?.['text'] === text).toBe(true);
  });
}
