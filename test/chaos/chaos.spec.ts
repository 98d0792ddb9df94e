import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describeOn } from '#testing/engines';
import { productIsBuilt } from '#testing/product';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'infra', 'chaos', 'main.js');
/** The next by RAPPORT_TEST_SEED. */
const SEED = process.env['RAPPORT_TEST_SEED'] ?? '1';

function chaos(...words: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(process.execPath, [PROGRAM, '--seed', SEED, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((done) => {
    child.on('close', (code) => {
      done({ code, out });
    });
  });
}

const whenBuilt = productIsBuilt ? describe : describe.skip;

whenBuilt('whatever goes wrong by seed', () => {
  it('nothing acknowledged is lost or doubled, and the read models are the fold of the log, on the embedded engines', async () => {
    const { code, out } = await chaos('--runs', '4');
    expect([code, out]).toEqual([0, expect.stringContaining('4 of 4 runs of embedded')]);
  }, 120_000);

  it('too few runs in the time given are a failure, and it is said how many there were', async () => {
    const { code, out } = await chaos('--runs', '3', '--within', '0.001', '--least', '2');
    expect([code, out]).toEqual([1, expect.stringMatching(/1 of 3 runs of embedded[^]*FAILED: 1 runs were done, and 2 at the least/)]);
  }, 60_000);

  it('what is asked for wrongly is told, with the usage', async () => {
    const { code, out } = await chaos('--profile', 'paper');
    expect([code, out]).toEqual([2, expect.stringMatching(/no profile paper[^]*Usage/)]);
  });

  // The engines whose addresses are given are not touched: what is killed are servers of its own.
  describeOn('mongodb', 'on engines', () => {
    describeOn('kafka', 'of every kind', () => {
      it('the same holds of processes apart, and the topic has everything in order per customer', async () => {
        const { code, out } = await chaos('--profile', 'engines', '--runs', '1');
        expect([code, out]).toEqual([0, expect.stringContaining('everything held')]);
      }, 240_000);
    });
  });
});
