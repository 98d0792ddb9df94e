import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A folder with recordings of how a real EventStoreDB answered, and in the folder above it the `record.mjs` that made
 * them: it plays the same scenarios against this server and compares.
 */
const RECORDINGS = process.env['RAPPORT_TEST_EVENTSTOREDB_RECORDINGS'];
const CONTROL = join(__dirname, '../../../dist/libs/testing/eventstoredb-server/control.js');
const SCENARIO_MS = 240_000;
/** What this server does not do. */
const LEFT_OUT = new Map([['h1-standard-projections', 'there are no projections']]);

/** What ends in one of two ways by chance, with the real server too. */
const BY_CHANCE = [/^\(10\) deadline 1 ms over BatchAppend ›/];

const found = RECORDINGS === undefined ? [] : readdirSync(RECORDINGS).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
const run = promisify(execFile);

describe('the recordings of EventStoreDB', () => {
  if (RECORDINGS === undefined) {
    it.skip('are compared where RAPPORT_TEST_EVENTSTOREDB_RECORDINGS names their folder: it is not set', () => undefined);
    return;
  }
  if (!existsSync(CONTROL)) {
    it.skip('are compared with the built server: run npm run build', () => undefined);
    return;
  }

  let folder: string;
  let environment: NodeJS.ProcessEnv;
  const control = (verb: string) => execFileSync('sh', ['-c', `${environment['RAPPORT_TEST_EVENTSTOREDB_CONTROL'] ?? ''} ${verb}`], { stdio: ['ignore', 'ignore', 'inherit'] });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapport-recordings-'));
    const port = await freePort();
    environment = { ...process.env, RAPPORT_TEST_EVENTSTOREDB_URL: `esdb://127.0.0.1:${port}?tls=false`, RAPPORT_TEST_EVENTSTOREDB_CONTROL: `'${process.execPath}' '${CONTROL}' --folder '${folder}' --port ${port}` };
    control('start');
  });
  afterAll(() => {
    control('kill');
    rmSync(folder, { recursive: true });
  });

  for (const scenario of found) {
    const reason = LEFT_OUT.get(scenario);
    if (reason !== undefined) it.skip(`${scenario}: ${reason}`, () => undefined);
    else {
      it(`${scenario} is answered in the same way`, async () => {
        const { stdout } = await run(process.execPath, [join(dirname(RECORDINGS), 'record.mjs'), '--compare', RECORDINGS, '--only', scenario], { env: environment }).catch((error: unknown) => error as { stdout: string });
        expect(stdout).toMatch(new RegExp(`^(?:same|DIFF) +${scenario} `, 'm'));
        const differences = stdout.split('\n').filter((line) => line.startsWith('        ')).map((line) => line.trim());
        expect(differences.filter((line) => !BY_CHANCE.some((known) => known.test(line)))).toEqual([]);
      }, SCENARIO_MS);
    }
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
