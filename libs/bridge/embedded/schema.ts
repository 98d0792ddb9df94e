import { type Connection, type Durability, openDatabase } from '#embedded';

/** The format of `bridge.db`. Described for people in docs/file-formats.md. */
export const FORMAT = 1;

const TABLES = `
  CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS topics (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, retention INTEGER NOT NULL, compacted INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS heads (topic INTEGER NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY,
    topic INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    compacted INTEGER NOT NULL,
    tombstone INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    event TEXT NOT NULL
  );
  CREATE UNIQUE INDEX IF NOT EXISTS messages_by_position ON messages (topic, partition, position);
  CREATE INDEX IF NOT EXISTS messages_by_key ON messages (topic, key, position) WHERE compacted = 1;
  CREATE INDEX IF NOT EXISTS tombstones ON messages (published_at) WHERE tombstone = 1;
  CREATE TABLE IF NOT EXISTS commits (consumers TEXT NOT NULL, topic INTEGER NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (consumers, topic, partition)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS members (consumers TEXT NOT NULL, member TEXT NOT NULL, topics TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (consumers, member)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS claims (consumers TEXT NOT NULL, topic INTEGER NOT NULL, partition INTEGER NOT NULL, member TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (consumers, topic, partition)) WITHOUT ROWID;
`;

/** Opens the bridge's file, its tables made. */
export function openBridge(file: string, durability: Durability): Connection {
  const connection = openDatabase(file, { durability, cacheMiB: 16 });
  connection.exec(TABLES);
  if (connection.prepare('SELECT version FROM format').get() === undefined) connection.prepare('INSERT INTO format VALUES (?)').run(FORMAT);
  return connection;
}
