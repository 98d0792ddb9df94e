import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventCodec } from '#event-log';
import { EmbeddedEventLog } from '#event-log/embedded';
import { FixedClock } from '#kernel';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { EventTypes, type NewEvent } from '#touchpoints';
import { type Connection, openDatabase } from './open-database';

interface Query {
  readonly file: string;
  readonly empty: boolean;
  readonly about: string;
  readonly sql: string;
}

const page = readFileSync(join(__dirname, '../../docs/file-formats.md'), 'utf8');
const queries = [...page.matchAll(/```sql (\S+\.db)( empty)?\n-- (.*)\n([^`]+)```/g)].map(([, file = '', empty, about = '', sql = '']): Query => ({ file, empty: empty !== undefined, about, sql }));

const day = Date.UTC(2026, 1, 20);

function event(id: string, type: string, data: Record<string, unknown>): NewEvent {
  return { id, type, stream: 'identity-1', occurredAt: day, receivedAt: day, schemaVersion: 1, initiator: 'customer', identities: [{ kind: 'email', value: 'ann@example.org' }], data };
}

describe('docs/file-formats.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-formats-'));
  const connections = new Map<string, Connection>();

  beforeAll(async () => {
    const log = await EmbeddedEventLog.open({ file: join(folder, 'events.db'), codec: new EventCodec(new EventTypes()), clock: new FixedClock(day + 3 * 86_400_000), writer: 'here' });
    await log.append([event('a', 'web.visit-started', {}), event('b', 'commerce.order-completed', { orderId: 'b', total: 59.9, currency: 'EUR' })]);
    await log.append([event('a', 'web.visit-started', {})]);
    await log.close();
    const store = new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
    await store.ensure({ id: 'purchasing@1.1', fields: { revenue: 'number' } });
    await store.ensure({ id: 'lifecycle-position@1.1', fields: { stage: 'text' } });
    await store.commit({
      writes: [{ collection: 'purchasing@1.1', put: [{ key: 'ann', position: 2n, document: { revenue: 59.9 } }] }, { collection: 'lifecycle-position@1.1', put: [{ key: 'ann', position: 2n, document: { stage: 'first-time' }, dueAt: day }] }],
      checkpoints: { 'projection:purchasing@1.1': 2n }, settings: { 'served:purchasing': { collection: 'purchasing@1.1', version: 1 } },
    });
    await store.close();
    for (const file of ['events.db', 'read-models.db']) connections.set(file, openDatabase(join(folder, file), { readonly: true }));
  });
  afterAll(() => {
    for (const connection of connections.values()) connection.close();
    rmSync(folder, { recursive: true });
  });

  const rows = (file: string, sql: string): readonly Record<string, unknown>[] => (connections.get(file)?.prepare(sql).all() ?? []) as Record<string, unknown>[];

  it('has queries on both files', () => {
    expect(queries.length).toBe([...page.matchAll(/```sql/g)].length);
    expect(new Set(queries.map(({ file }) => file))).toEqual(new Set(['events.db', 'read-models.db']));
  });

  it.each(queries.map((query) => [query.about, query] as const))('asks for %s', (_, { file, sql, empty }) => {
    expect(rows(file, sql).length > 0).toBe(!empty);
  });

  it('describes every table, view and column that there is', () => {
    for (const file of connections.keys()) {
      const tables = rows(file, 'SELECT name FROM sqlite_schema WHERE type IN (\'table\', \'view\') AND name NOT LIKE \'sqlite_%\'').map(({ name }) => String(name));
      for (const table of tables) {
        expect(page).toContain(`**${table.startsWith('documents ') ? 'documents' : table}**`);
        const columns = rows(file, `SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => String(name));
        for (const column of columns) expect(page).toContain(`\`${column.startsWith('f:') ? '"f:<field>"' : column}\``);
      }
    }
  });
});
