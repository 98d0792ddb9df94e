import type { Chunk } from '../files';
import { importChunks, type Receive } from './import-chunks';

async function* file(...chunks: readonly Partial<Chunk<unknown>>[]): AsyncGenerator<Chunk<unknown>> {
  for (const chunk of chunks) yield { touchpoints: [], lines: [], faults: [], line: 0, bytes: 0, totalBytes: 0, ...chunk };
}

/** Refuses what is `bad`, knows what is `old`. */
const intake: Receive = async (received) => {
  const items = received.map((each, index) => {
    const value = 'value' in each ? each.value : undefined;
    if (value === 'bad') return { index, status: 'quarantined' as const, errors: [{ path: 'type', code: 'unknown-type', message: 'is not in the catalogue' }] };
    if (value === 'other') return { index, status: 'duplicate' as const, differs: true as const };
    return { index, status: value === 'old' ? ('duplicate' as const) : ('appended' as const) };
  });
  const count = (status: string): number => items.filter((item) => item.status === status).length;
  return { accepted: count('appended'), duplicates: count('duplicate'), quarantined: count('quarantined'), position: '7', items };
};

const fault = (line: number) => ({ line, errors: [{ path: 'day', code: 'date', message: 'must be a date' }], raw: '' });

describe('an import', () => {
  it('adds up what became of the touchpoints', async () => {
    const tally = await importChunks(file({ touchpoints: ['new', 'old', 'other'], lines: [1, 2, 3], line: 3 }, { touchpoints: ['new'], lines: [4], line: 4 }), intake, { mostRefusals: 10 });
    expect(tally).toEqual({ lines: 4, added: 2, duplicates: 2, differing: 1, refused: 0, refusals: [], position: '7' });
  });

  it('names refused lines by number, whether reading or intake refused them', async () => {
    const { refused, refusals } = await importChunks(file({ touchpoints: ['new', 'bad'], lines: [2, 9], faults: [fault(5)], line: 9 }), intake, { mostRefusals: 10 });
    expect(refused).toBe(2);
    expect(refusals.map(({ line, errors }) => [line, errors[0]?.code])).toEqual([[5, 'date'], [9, 'unknown-type']]);
  });

  it('counts all refused lines and keeps the first', async () => {
    const { refused, refusals } = await importChunks(file({ faults: [fault(1), fault(2), fault(3)], line: 3 }), intake, { mostRefusals: 2 });
    expect([refused, refusals.length]).toEqual([3, 2]);
  });

  it('ends where it is told to, with the file closed', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Chunk<unknown>> {
      try {
        for (;;) yield { touchpoints: ['new'], lines: [1], faults: [], line: 1, bytes: 0, totalBytes: 0 };
      } finally {
        closed = true;
      }
    }
    const stop = (): never => { throw new Error('enough'); };
    await expect(importChunks(endless(), intake, { mostRefusals: 1, seen: stop })).rejects.toThrow('enough');
    expect(closed).toBe(true);
  });

  it('has so many chunks on their way at once as it is told, and counts them in their order', async () => {
    let [sent, settled, most] = [0, 0, 0];
    const slow: Receive = async (received) => {
      most = Math.max(most, ++sent - settled);
      await new Promise((resolve) => setTimeout(resolve, 2));
      settled += 1;
      return intake(received);
    };
    const chunks = (): AsyncGenerator<Chunk<unknown>> => file(...[1, 2, 3, 4, 5, 6].map((line) => ({ touchpoints: ['new'], lines: [line], line })));
    const seen: number[] = [];
    expect((await importChunks(chunks(), slow, { mostRefusals: 1, atOnce: 3, seen: (_, { line }) => seen.push(line) })).added).toBe(6);
    expect([most, seen]).toEqual([3, [1, 2, 3, 4, 5, 6]]);
    most = 0;
    await importChunks(chunks(), slow, { mostRefusals: 1 });
    expect(most).toBe(1);
  });

  it('passes on what the file threw', async () => {
    async function* broken(): AsyncGenerator<Chunk<unknown>> {
      yield { touchpoints: ['new'], lines: [1], faults: [], line: 1, bytes: 0, totalBytes: 0 };
      throw new Error('the disk is gone');
    }
    await expect(importChunks(broken(), intake, { mostRefusals: 1 })).rejects.toThrow('the disk is gone');
  });
});
