import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productIsBuilt, runProduct } from '#testing/product';

const whenBuilt = productIsBuilt ? describe : describe.skip;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

whenBuilt('the command line', () => {
  const run = (words: string, environment: Record<string, string> = {}): ReturnType<typeof runProduct> => runProduct(words.split(' '), { RAPPORT_DATA: join(folder, 'data'), ...environment });

  it('names the nearest of an unknown command, and ends with 2', async () => {
    expect(await run('improt')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean import?') });
    expect(await run('import ordres x')).toMatchObject({ code: 2, err: expect.stringContaining('did you mean orders?') });
  });

  it('ends with 2 for wrong use', async () => {
    const wrong = ['import orders', 'compare purchasing', 'tail --from x', 'seed --customers none', 'history --url nowhere x', 'rebuild --version 2', 'new projection Wrong --room customers', 'history x --at yesterday'];
    for (const words of wrong) expect([words, (await run(words)).code]).toEqual([words, 2]);
  });

  it('tells all faults of the configuration, and ends with 2', async () => {
    const { code, err } = await run('doctor', { RAPPORT_PROT: '1', RAPPORT_PORT: '99999' });
    expect(code).toBe(2);
    const { code: other, err: told } = await run('tail', { RAPPORT_PROT: '1', RAPPORT_PORT: '99999' });
    expect([other, told]).toEqual([2, expect.stringMatching(/RAPPORT_PROT.*RAPPORT_PORT[\s\S]*RAPPORT_PORT must be a port/)]);
    expect(err).toContain('configuration');
  });

  it('says what is wrong in a sentence, never with a stack trace, and as JSON where a machine listens', async () => {
    const { code, err, out } = await run('history email:nobody@example.org --json');
    expect([code, err]).toEqual([1, 'this identity is not known here\n']);
    expect(JSON.parse(out)).toEqual({ error: { code: 'RAPPORT_NOT_FOUND', message: 'this identity is not known here' } });
    expect(await run('tail --url http://127.0.0.1:1')).toMatchObject({ code: 1, err: expect.stringMatching(/^no server answers at http:\/\/127\.0\.0\.1:1.*\n$/) });
  });

  it('makes no folder for a file that is not there', async () => {
    const { code, err } = await run('import touchpoints none.ndjson', { RAPPORT_DATA: join(folder, 'untouched') });
    expect([code, err]).toEqual([1, 'none.ndjson does not exist\n']);
    expect(readdirSync(folder)).not.toContain('untouched');
  });

  it('says what a folder lacks: doctor', async () => {
    const healthy = await run('doctor --json', { RAPPORT_PORT: '0' });
    expect([healthy.code, JSON.parse(healthy.out)]).toMatchObject([0, { ok: true }]);
    const broken = join(folder, 'broken');
    await run('tail', { RAPPORT_DATA: broken });
    writeFileSync(join(broken, 'read-models.db'), 'this was a database once '.repeat(1_000));
    const { code, out } = await run('doctor --json', { RAPPORT_DATA: broken, RAPPORT_PORT: '0' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false, checks: expect.arrayContaining([expect.objectContaining({ name: 'read models', state: 'fault', advice: expect.stringContaining('built anew') })]) });
  });
});
