import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeOn } from '#testing/engines';
import { productIsBuilt, startProduct } from '#testing/product';
import { TestDatabase } from '../../libs/read-models/mongodb/test-database';
import { removeFromKafka } from '../remove-from-kafka';

const ROOT = resolve(__dirname, '..', '..');
const SERVER = join(ROOT, 'dist', 'libs', 'testing', 'eventstoredb-server', 'main.js');
const HEADING = '## Where one machine is not enough';
const NAMESPACE = `readme-${String(process.pid)}-${Date.now().toString(36)}`;
const whenBuilt = productIsBuilt ? describe : describe.skip;

type Variables = Readonly<Record<string, string>>;

/** The third column of the README's table, by the first: what a reader copies. */
function readTable(): ReadonlyMap<string, Variables> {
  const [, section = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split(HEADING);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\|.*RAPPORT_/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(rows.map(([, what = '', , engine = '']) => [what, Object.fromEntries([...engine.matchAll(/(RAPPORT_\w+)=([^\s`]+)/g)].map(([, name = '', value = '']) => [name, value]))]));
}

/** The hosts of an address, without its scheme and what comes after. */
const HOSTS = /^((?:\w+:\/\/)?)[\w.:,-]+/;

/** As in the README, but where the engines under test are: only hosts differ. */
function movedTo(variables: Variables, hosts: string): Variables {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, /_(URL|BROKERS)$/.test(name) ? value.replace(HOSTS, `$1${hosts}`) : value]));
}

const hostsOf = (address: string): string => address.replace(/^\w+:\/\//, '').replace(/[/?].*$/, '');

whenBuilt('the README\'s table of engines, followed literally', () => {
  const table = readTable();
  const rowOf = (what: string, address: string): Variables => movedTo(table.get(what) ?? {}, hostsOf(address));
  let server: ChildProcess;
  let eventStoreDb = '';
  let visits = 0;

  beforeAll(async () => {
    server = spawn(process.execPath, [SERVER, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    eventStoreDb = await new Promise<string>((found) => server.stdout?.once('data', (line: Buffer) => { found((JSON.parse(line.toString()) as { url: string }).url); }));
  });
  afterAll(() => server.kill('SIGKILL'));

  /** Starts the product on what the table says and nothing else, sends it a touchpoint, reads that back; answers which engines it says it stands on. */
  const engagedBy = async (variables: Variables, name: string): Promise<Record<string, unknown>> => {
    const product = await startProduct({ environment: { ...variables, RAPPORT_NAMESPACE: `${NAMESPACE}-${name}` } });
    try {
      const visit = { id: `v-${String(++visits)}`, type: 'web.searched', identities: [{ kind: 'user-id', value: 'reader' }], data: { query: 'shoes' } };
      expect(await product.send([visit])).toMatchObject({ accepted: 1 });
      const customer = await product.customerOf('user-id', 'reader');
      expect(await product.document(customer, 'profile')).toMatchObject({ touches: 1 });
      expect((await product.get<{ items: object[] }>(`/v1/customers/${customer}/timeline`)).body.items).toMatchObject([{ id: visit.id, data: visit.data }]);
      const { status, body: { eventLog, readModels, bridge } } = await product.get('/health/ready');
      expect(status).toBe(200);
      return { eventLog, readModels, bridge };
    } finally {
      await product.stop();
    }
  };
  const embedded = { ok: true, engine: 'embedded' };

  it('has three rows, each an engine and its address', () => {
    expect([...table].map(([what, variables]) => [what, Object.keys(variables)])).toEqual([
      ['event log', ['RAPPORT_EVENT_LOG', 'RAPPORT_EVENTSTOREDB_URL']],
      ['read models', ['RAPPORT_READ_MODELS', 'RAPPORT_MONGODB_URL']],
      ['bridge', ['RAPPORT_BRIDGE', 'RAPPORT_KAFKA_BROKERS']],
    ]);
  });

  it('puts the event log into EventStoreDB', async () => {
    expect(await engagedBy(rowOf('event log', eventStoreDb), 'log')).toEqual({ eventLog: { ok: true, engine: 'eventstoredb' }, readModels: embedded });
  }, 90_000);

  describeOn('mongodb', 'with MongoDB', (mongoDb) => {
    afterAll(async () => {
      const database = new TestDatabase(mongoDb);
      for (const name of ['models', 'all']) await database.raw.client.db(`${NAMESPACE}-${name}`).dropDatabase();
      await database.remove();
    });

    it('puts the read models there', async () => {
      expect(await engagedBy(rowOf('read models', mongoDb), 'models')).toEqual({ eventLog: embedded, readModels: { ok: true, engine: 'mongodb' } });
    }, 90_000);

    describeOn('kafka', 'and Kafka', (kafka) => {
      afterAll(async () => {
        for (const name of ['bridge', 'all']) await removeFromKafka(kafka, `${NAMESPACE}-${name}`);
      });

      it('puts the bridge there', async () => {
        expect(await engagedBy(rowOf('bridge', kafka.join(',')), 'bridge')).toEqual({ eventLog: embedded, readModels: embedded, bridge: { ok: true, engine: 'kafka' } });
      }, 90_000);

      it('puts all three there together', async () => {
        const all = { ...rowOf('event log', eventStoreDb), ...rowOf('read models', mongoDb), ...rowOf('bridge', kafka.join(',')) };
        expect(await engagedBy(all, 'all')).toEqual({ eventLog: { ok: true, engine: 'eventstoredb' }, readModels: { ok: true, engine: 'mongodb' }, bridge: { ok: true, engine: 'kafka' } });
      }, 90_000);
    });
  });
});
