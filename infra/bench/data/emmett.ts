import { createRequire } from 'node:module';
import { join } from 'node:path';
import { handles, type Projection } from '#projections';
import type { NewEvent, RecordedEvent } from '#touchpoints';

/** What is used of `@event-driven-io/emmett-sqlite`. */
interface EmmettSqlite {
  readonly sqliteConnection: (options: { readonly fileName: string }) => SqliteConnection;
  readonly getSQLiteEventStore: (options: { readonly fileName: string; readonly connectionOptions: { readonly singleton: true; readonly connection: SqliteConnection } }) => EmmettStore;
}

interface SqliteConnection {
  readonly command: (sql: string, values?: readonly (string | number)[]) => Promise<unknown>;
  readonly querySingle: <Row>(sql: string, values?: readonly (string | number)[]) => Promise<Row | null | undefined>;
}

interface EmmettEvent {
  readonly type: string;
  readonly data: NewEvent;
}

interface ReadEmmettEvent extends EmmettEvent {
  readonly metadata: { readonly streamName: string; readonly globalPosition: bigint };
}

interface EmmettStore {
  readonly appendToStream: (stream: string, events: readonly EmmettEvent[]) => Promise<{ readonly lastEventGlobalPosition: bigint }>;
  readonly consumer: (options: { readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs: number } }) => EmmettConsumer;
}

interface EmmettConsumer {
  readonly processor: (options: { readonly processorId: string; readonly startFrom: 'BEGINNING'; readonly stopAfter: (message: ReadEmmettEvent) => boolean; readonly eachMessage: (message: ReadEmmettEvent, context: { readonly connection: SqliteConnection }) => Promise<void> }) => void;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Events pulled at once. Its default is 100, with 50 ms between pulls; more, without a pause, was the fastest that was seen. */
const PULLED = 1_000;

/** Emmett's event store on SQLite, one connection for all, and its consumer: the same events and the same folds in the way that its documentation shows. */
export class Emmett {
  private readonly connection: SqliteConnection;
  private readonly store: EmmettStore;
  private head = 0n;

  /** `peers`: the folder that it is installed in. */
  constructor(peers: string, folder: string) {
    const { sqliteConnection, getSQLiteEventStore } = createRequire(join(peers, 'package.json'))('@event-driven-io/emmett-sqlite') as EmmettSqlite;
    const fileName = join(folder, 'emmett.db');
    this.connection = sqliteConnection({ fileName });
    this.store = getSQLiteEventStore({ fileName, connectionOptions: { singleton: true, connection: this.connection } });
  }

  /** It appends to one stream at a time. */
  async append(events: readonly NewEvent[]): Promise<void> {
    const byStream = new Map<string, EmmettEvent[]>();
    for (const event of events) {
      const own = byStream.get(event.stream) ?? [];
      byStream.set(event.stream, own);
      own.push({ type: event.type, data: event });
    }
    for (const [stream, own] of byStream) this.head = (await this.store.appendToStream(stream, own)).lastEventGlobalPosition;
  }

  /** Folds all events from the beginning, one processor a projection, into a table of states by stream. No identities are resolved and no documents viewed, which is less than Rapport does. */
  async project(projections: readonly Projection[]): Promise<void> {
    const consumer = this.store.consumer({ pulling: { batchSize: PULLED, pullingFrequencyInMs: 0 } });
    for (const projection of projections) {
      const table = `"folds of ${projection.name}"`;
      await this.connection.command(`CREATE TABLE ${table} (stream TEXT PRIMARY KEY, state TEXT NOT NULL)`);
      consumer.processor({
        processorId: projection.name, startFrom: 'BEGINNING', stopAfter: ({ metadata }) => metadata.globalPosition >= this.head,
        eachMessage: async (message, { connection }) => {
          const event = recorded(message);
          if (!handles(projection, event)) return;
          const row = await connection.querySingle<{ readonly state: string }>(`SELECT state FROM ${table} WHERE stream = ?`, [event.stream]);
          const state = row ? (JSON.parse(row.state) as unknown) : projection.initial();
          projection.apply(state, event);
          await connection.command(`INSERT INTO ${table} VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET state = excluded.state`, [event.stream, JSON.stringify(state)]);
        },
      });
    }
    await consumer.start();
    await consumer.close();
  }

  /** How many streams a projection has a state of. */
  async folded({ name }: Projection): Promise<number> {
    return (await this.connection.querySingle<{ readonly streams: number }>(`SELECT count(*) AS streams FROM "folds of ${name}"`))?.streams ?? 0;
  }
}

function recorded({ data, metadata }: ReadEmmettEvent): RecordedEvent {
  return { ...data, position: metadata.globalPosition, revision: 0, recordedAt: data.receivedAt };
}
