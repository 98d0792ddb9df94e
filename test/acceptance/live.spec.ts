import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, productIsBuilt, startProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;

interface Heard {
  readonly head: string;
  readonly messages: readonly { readonly id: string | undefined; readonly event: string | undefined; readonly data: Record<string, unknown> | undefined; readonly comment: string | undefined }[];
}

whenBuilt('server-sent events, through the public interface', () => {
  let product: Product;
  const visit = (id: string): object => ({ id, type: 'web.searched', identities: [{ kind: 'user-id', value: 'live' }], data: { query: id } });

  /** Listens until so many messages and comments have come; `meanwhile` runs when the first has. */
  const listen = async (query: string, count: number, { lastEventId, meanwhile }: { lastEventId?: string; meanwhile?: () => Promise<unknown> } = {}): Promise<Heard> => {
    const stop = new AbortController();
    const answer = await fetch(`${product.url}/v1/live?types=web.searched${query}`, { signal: stop.signal, headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } });
    const decoder = new TextDecoder();
    const parts: string[] = [];
    let text = '';
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      if (parts.length === 0 && meanwhile) await meanwhile();
      text += decoder.decode(chunk, { stream: true });
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      parts.push(...whole);
      if (parts.length >= count) break;
    }
    stop.abort();
    const field = (part: string, name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
    return {
      head: answer.headers.get('rapport-head') ?? '',
      messages: parts.map((part) => {
        const data = field(part, 'data');
        return { id: field(part, 'id'), event: field(part, 'event'), data: data === undefined ? undefined : (JSON.parse(data) as Record<string, unknown>), comment: field(part, '') };
      }),
    };
  };
  const told = ({ messages }: Heard): unknown[] => messages.map(({ data, comment, event }) => (event === 'caught-up' ? event : data?.['id'] ?? comment));

  beforeAll(async () => {
    product = await startProduct();
    await product.send([visit('l-1'), visit('l-2'), visit('l-3')]);
  });
  afterAll(async () => product.stop());

  it('tell history first, say where it ends, and go on from a position without gap or repeat', async () => {
    const heard = await listen('&from=0', 6, { meanwhile: () => product.send([visit('l-4')]) });
    expect(told(heard)).toEqual(['from 0', 'l-1', 'l-2', 'l-3', `caught up at ${heard.head}`, 'l-4']);
    expect(heard.messages.slice(1, 4).every(({ id }) => BigInt(id ?? 0) <= BigInt(heard.head))).toBe(true);
    expect(BigInt(heard.messages[5]?.id ?? 0)).toBeGreaterThan(BigInt(heard.head));
    const resumed = await listen('', 4, { lastEventId: heard.messages[2]?.id ?? '' });
    expect(told(resumed).slice(1)).toEqual(['l-3', 'l-4', `caught up at ${resumed.head}`]);
  });

  it('say it with a message where one is asked for', async () => {
    const heard = await listen('&from=0&caughtUp=true', 7);
    expect(told(heard).slice(-2)).toEqual([`caught up at ${heard.head}`, 'caught-up']);
    expect(heard.messages.at(-1)).toMatchObject({ id: heard.head, data: { position: heard.head } });
  });

  it('have no history where they begin now', async () => {
    const heard = await listen('&caughtUp=true', 2, { meanwhile: () => product.send([visit('l-5')]) });
    expect(told(heard)).toEqual([`from ${heard.head}`, 'l-5']);
  });
});

whenBuilt('server-sent events of a server that is killed in their midst', () => {
  const ROUNDS = 3;
  const EACH = 60;

  it('go on where the listener stopped, by the id of the last message: no gap, no repeat', async () => {
    const data = mkdtempSync(join(tmpdir(), 'rapport-live-'));
    let product = await startProduct({ data });
    try {
      const heard: string[] = [];
      let lastEventId = '0';
      /** As a browser's EventSource: what has come in whole is taken, with its id; half a message is not. Ends with the connection. */
      const listen = async (enough: () => boolean): Promise<void> => {
        const stop = new AbortController();
        const answer = await fetch(`${product.url}/v1/live?types=web.searched`, { headers: { 'last-event-id': lastEventId }, signal: stop.signal });
        const decoder = new TextDecoder();
        let text = '';
        for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
          text += decoder.decode(chunk, { stream: true });
          const whole = text.split('\n\n');
          text = whole.pop() ?? '';
          for (const part of whole) {
            const [id, body] = [/^id: (.*)$/m.exec(part)?.[1], /^data: (.*)$/m.exec(part)?.[1]];
            if (id === undefined || body === undefined) continue;
            lastEventId = id;
            heard.push((JSON.parse(body) as { id: string }).id);
          }
          if (enough()) break;
        }
        stop.abort();
      };
      const acknowledged: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const before = heard.length;
        // The kill comes when part of the round has been heard, while more is being sent.
        const listening = listen(() => false).catch(() => undefined);
        const sending = (async (): Promise<void> => {
          for (let number = 0; number < EACH; number++) {
            const id = `r${String(round)}-${String(number)}`;
            const { status } = await product.post('/v1/touchpoints', { id, type: 'web.searched', identities: [{ kind: 'user-id', value: 'live' }], data: { query: id } });
            if (status < 300) acknowledged.push(id);
          }
        })().catch(() => undefined);
        for (const end = Date.now() + 20_000; heard.length < before + EACH / 3 && Date.now() < end; ) await new Promise((done) => setTimeout(done, 1));
        await product.kill();
        await Promise.all([listening, sending]);
        expect(heard.length).toBeGreaterThan(before);
        product = await startProduct({ data });
      }
      const recorded: string[] = [];
      for (let after = ''; ; ) {
        const { body } = await product.get<{ items: { id: string }[]; next?: string }>(`/v1/events?types=web.searched&limit=1000${after}`);
        recorded.push(...body.items.map(({ id }) => id));
        if (body.next === undefined) break;
        after = `&after=${encodeURIComponent(body.next)}`;
      }
      expect(recorded.length).toBeLessThan(ROUNDS * EACH);
      await listen(() => heard.length >= recorded.length);
      expect(heard).toEqual(recorded);
      expect(acknowledged.filter((id) => !heard.includes(id))).toEqual([]);
    } finally {
      await product.stop();
      rmSync(data, { recursive: true, force: true });
    }
  }, 120_000);
});
