import { crc32 } from 'node:zlib';
import { type Connection, inTransaction } from '#embedded';
import { DAY, type Moment, RapportError } from '#kernel';
import type { BridgeMessage, ReceivedMessage, TopicSpec } from '../bridge';
import { deadLetterSpec } from '../dead-letters';

/** Where nothing else was said, as on Kafka. */
const RETENTION = 7 * DAY;
/** How long a compacted topic says that there is nothing more to be said of a key. */
const TOMBSTONE_RETENTION = DAY;
/** Messages taken away at a time, so that no publish waits long for it. */
const SWEPT = 1_000;
/** Characters read at a time, more only if one message alone has more. */
const READ_AT_ONCE = 8_000_000;

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
  readonly retention: number;
  readonly compacted: number;
}

export interface PartitionOf {
  readonly topic: Topic;
  readonly partition: number;
}

type Sizes = [position: number, bytes: number];
type Row = [position: number, event: string];

/** Topics and their messages in the bridge's file. */
export class TopicStore {
  private readonly known = new Map<string, Topic>();

  constructor(private readonly connection: Connection) {}

  ensure(specs: readonly TopicSpec[]): void {
    inTransaction(this.connection, () => {
      for (const spec of specs) {
        this.ensureOne(spec);
        this.ensureOne(deadLetterSpec(spec));
      }
    });
  }

  /** @throws RAPPORT_BAD_TOPIC where there is none. */
  topic(name: string): Topic {
    const topic = this.known.get(name) ?? this.find(name);
    if (!topic) throw new RapportError('RAPPORT_BAD_TOPIC', `there is no topic ${name} on the bridge: it is made by ensure`);
    this.known.set(name, topic);
    return topic;
  }

  publish(name: string, messages: readonly BridgeMessage[], now: Moment): void {
    const topic = this.topic(name);
    const head = this.connection.prepare('UPDATE heads SET next = next + 1 WHERE topic = ? AND partition = ? RETURNING next - 1').raw();
    const insert = this.connection.prepare('INSERT INTO messages (topic, partition, position, key, compacted, tombstone, published_at, bytes, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const outdate = this.connection.prepare('DELETE FROM messages WHERE compacted = 1 AND topic = ? AND key = ? AND position < ? AND partition = ?');
    inTransaction(this.connection, () => {
      for (const message of messages) {
        const partition = partitionOf(message.key, topic.partitions);
        const [position] = head.get(topic.id, partition) as [number];
        const event = JSON.stringify(message);
        const key = JSON.stringify(message.key);
        insert.run(topic.id, partition, position, key, topic.compacted, topic.compacted === 1 && message.data === null ? 1 : 0, now, event.length, event);
        if (topic.compacted === 1) outdate.run(topic.id, key, position, partition);
      }
    });
  }

  /** From a position on, so many at the most. */
  read({ topic, partition }: PartitionOf, from: number, limit: number): ReceivedMessage[] {
    const sizes = this.connection.prepare('SELECT position, bytes FROM messages WHERE topic = ? AND partition = ? AND position >= ? ORDER BY position LIMIT ?').raw().all(topic.id, partition, from, limit) as Sizes[];
    let characters = 0;
    const fitting = sizes.findIndex(([, bytes], index) => (characters += bytes) > READ_AT_ONCE && index > 0);
    const rows = this.connection.prepare('SELECT position, event FROM messages WHERE topic = ? AND partition = ? AND position >= ? ORDER BY position LIMIT ?').raw().all(topic.id, partition, from, fitting < 0 ? sizes.length : fitting) as Row[];
    return rows.map(([position, event]) => ({ ...(JSON.parse(event) as BridgeMessage), topic: topic.name, partition, offset: String(position) }));
  }

  /** The position that the next message of the partition will have. */
  head({ topic, partition }: PartitionOf): number {
    return (this.connection.prepare('SELECT next FROM heads WHERE topic = ? AND partition = ?').raw().get(topic.id, partition) as [number])[0];
  }

  first({ topic, partition }: PartitionOf): number | undefined {
    return (this.connection.prepare('SELECT min(position) FROM messages WHERE topic = ? AND partition = ?').raw().get(topic.id, partition) as [number | null])[0] ?? undefined;
  }

  /** Takes away some of what need not be kept any more. */
  sweep(now: Moment): void {
    const topics = this.connection.prepare('SELECT id, name, partitions, retention, compacted FROM topics WHERE compacted = 0').all() as Topic[];
    const old = this.connection.prepare('DELETE FROM messages WHERE id IN (SELECT id FROM (SELECT id, published_at FROM messages WHERE topic = ? AND partition = ? ORDER BY position LIMIT ?) WHERE published_at < ?)');
    inTransaction(this.connection, () => {
      for (const topic of topics) for (const { partition } of partitionsOf(topic)) old.run(topic.id, partition, SWEPT, now - topic.retention);
      this.connection.prepare('DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE tombstone = 1 AND published_at < ? LIMIT ?)').run(now - TOMBSTONE_RETENTION, SWEPT);
    });
  }

  private ensureOne({ name, partitions, retention = RETENTION, compacted = false }: TopicSpec): void {
    const there = this.find(name);
    this.known.delete(name);
    if (there && there.partitions < partitions) throw new RapportError('RAPPORT_BAD_TOPIC', `topic ${name} has ${String(there.partitions)} partitions, and ${String(partitions)} are asked for: order per key rests on them, so they are not changed; set RAPPORT_PARTITIONS to ${String(there.partitions)}`);
    if (there) {
      this.connection.prepare('UPDATE topics SET retention = ?, compacted = ? WHERE id = ?').run(retention, compacted ? 1 : 0, there.id);
      return;
    }
    const { id } = this.connection.prepare('INSERT INTO topics (name, partitions, retention, compacted) VALUES (?, ?, ?, ?) RETURNING id').get(name, partitions, retention, compacted ? 1 : 0) as Pick<Topic, 'id'>;
    for (let partition = 0; partition < partitions; partition++) this.connection.prepare('INSERT INTO heads VALUES (?, ?, 0)').run(id, partition);
  }

  private find(name: string): Topic | undefined {
    return this.connection.prepare('SELECT id, name, partitions, retention, compacted FROM topics WHERE name = ?').get(name) as Topic | undefined;
  }
}

export function partitionsOf(topic: Topic): PartitionOf[] {
  return Array.from({ length: topic.partitions }, (_, partition) => ({ topic, partition }));
}

function partitionOf(key: string, partitions: number): number {
  return crc32(key) % partitions;
}
