import { type Connection, openDatabase } from '#embedded';

/** The format of `log-index.db`. An index of another is thrown away and built again. */
const FORMAT = 1;

const TABLES = `
  CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, events INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, next_revision INTEGER NOT NULL, next_at_server INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    type INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    at_server INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_by_stream ON events (stream, occurred_at, position, type);
  CREATE INDEX IF NOT EXISTS events_by_type ON events (type);
`;

const DROP = 'DROP TABLE IF EXISTS about; DROP TABLE IF EXISTS types; DROP TABLE IF EXISTS streams; DROP TABLE IF EXISTS events;';

/** Opens the index, empty where there was none or one of another format or namespace. */
export function openIndex(file: string, namespace: string): Connection {
  const connection = openDatabase(file, { durability: 'normal', cacheMiB: 32 });
  const identity = `${String(FORMAT)}/${namespace}`;
  if (identityOf(connection) !== identity) emptyIndex(connection, identity);
  return connection;
}

export function emptyIndex(connection: Connection, identity = identityOf(connection)): void {
  connection.exec(`${DROP}${TABLES}`);
  connection.prepare("INSERT INTO about VALUES ('identity', ?)").run(identity);
}

function identityOf(connection: Connection): string {
  connection.exec('CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const row = connection.prepare("SELECT value FROM about WHERE name = 'identity'").get() as { value: string } | undefined;
  return row?.value ?? '';
}
