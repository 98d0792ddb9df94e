import { type Connection, openDatabase } from '#embedded';

/** The format of `events.db`; a later one migrates on opening. Described for people in docs/file-formats.md. */
export const FORMAT = 1;

const TABLES = `
  CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, events INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, next_revision INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    identities TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_by_stream ON events (stream, occurred_at, position, type);
  CREATE INDEX IF NOT EXISTS events_by_type ON events (type);
  CREATE VIEW IF NOT EXISTS recorded AS
    SELECT position, e.id, t.name AS type, s.name AS stream, revision, strftime('%Y-%m-%dT%H:%M:%fZ', occurred_at / 1000.0, 'unixepoch') AS occurred_at,
      strftime('%Y-%m-%dT%H:%M:%fZ', recorded_at / 1000.0, 'unixepoch') AS recorded_at, identities, data, meta
    FROM events e JOIN types t ON t.id = e.type JOIN streams s ON s.id = e.stream;
`;

/** Opens the log's file for writing, its tables made. */
export function openLog(file: string): Connection {
  const connection = openDatabase(file, { durability: 'full', cacheMiB: 32 });
  connection.exec(TABLES);
  if (connection.prepare('SELECT version FROM format').get() === undefined) connection.prepare('INSERT INTO format VALUES (?)').run(FORMAT);
  return connection;
}
