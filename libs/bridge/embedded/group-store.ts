import { randomUUID } from 'node:crypto';
import { type Connection, inTransaction } from '#embedded';
import { type Moment, RapportError, SECOND } from '#kernel';
import { type PartitionOf, partitionsOf, type Topic } from './topic-store';

/** A member that has not been heard of for so long has left, ms. Only a thread that died or hung is found so: others say when they leave. */
export const MEMBERSHIP = 10 * SECOND;

/** One consumer of a group. */
export interface Member {
  readonly group: string;
  readonly name: string;
  readonly topics: readonly Topic[];
}

type MemberRow = [member: string, topics: string];
type ClaimRow = [topic: number, partition: number];

/** Groups, their members and who has which partition, in the bridge's file: members may live on several threads. */
export class GroupStore {
  constructor(private readonly connection: Connection) {}

  /** Forgets members of processes that were there before this one. */
  forgetOtherProcesses(): void {
    const others = `${String(process.pid)}:%`;
    for (const table of ['members', 'claims']) this.connection.prepare(`DELETE FROM ${table} WHERE member NOT LIKE ?`).run(others);
  }

  static newName(): string {
    return `${String(process.pid)}:${randomUUID()}`;
  }

  /** Fixes where a group begins that has no commit yet. */
  begin(group: string, partition: PartitionOf, next: number): void {
    this.connection.prepare('INSERT OR IGNORE INTO commits VALUES (?, ?, ?, ?)').run(group, partition.topic.id, partition.partition, next);
  }

  committed(group: string, { topic, partition }: PartitionOf): number | undefined {
    return (this.connection.prepare('SELECT next FROM commits WHERE consumers = ? AND topic = ? AND partition = ?').raw().get(group, topic.id, partition) as [number] | undefined)?.[0];
  }

  /** @throws RAPPORT_FENCED where another member has the partition. */
  commit(member: Member, partition: PartitionOf, next: number): void {
    inTransaction(this.connection, () => {
      this.check(member, partition);
      this.connection.prepare('UPDATE commits SET next = ? WHERE consumers = ? AND topic = ? AND partition = ?').run(next, member.group, partition.topic.id, partition.partition);
    });
  }

  /** @throws RAPPORT_FENCED where another member has the partition. */
  check({ group, name }: Member, { topic, partition }: PartitionOf): void {
    const owner = this.connection.prepare('SELECT member FROM claims WHERE consumers = ? AND topic = ? AND partition = ?').raw().get(group, topic.id, partition) as [string] | undefined;
    if (owner?.[0] !== name) throw new RapportError('RAPPORT_FENCED', `partition ${String(partition)} of ${topic.name} has gone to another member of group ${group}`);
  }

  /** Says that the member is there, and keeps its claims. */
  beat({ group, name, topics }: Member, now: Moment): void {
    inTransaction(this.connection, () => {
      this.connection.prepare('INSERT INTO members VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until').run(group, name, JSON.stringify(topics.map(({ id }) => id)), now + MEMBERSHIP);
      this.connection.prepare('UPDATE claims SET until = ? WHERE consumers = ? AND member = ?').run(now + MEMBERSHIP, group, name);
    });
  }

  /** The member's partitions now, after giving up those that are another's turn and taking those that are free; `changed` where it gave up some. */
  share(member: Member, now: Moment): { readonly partitions: readonly PartitionOf[]; readonly changed: boolean } {
    const { group, name } = member;
    const wanted = this.wanted(member, now);
    const held = new Set((this.connection.prepare('SELECT topic, partition FROM claims WHERE consumers = ? AND member = ?').raw().all(group, name) as ClaimRow[]).map(([topic, partition]) => place(topic, partition)));
    const places = new Set(wanted.map(({ topic, partition }) => place(topic.id, partition)));
    if (held.size === places.size && [...held].every((each) => places.has(each))) return { partitions: wanted, changed: false };
    let changed = false;
    return inTransaction(this.connection, () => {
      for (const topic of member.topics) for (const { partition } of partitionsOf(topic)) if (held.has(place(topic.id, partition)) && !places.has(place(topic.id, partition))) changed = this.connection.prepare('DELETE FROM claims WHERE consumers = ? AND topic = ? AND partition = ? AND member = ?').run(group, topic.id, partition, name).changes > 0 || changed;
      const claim = this.connection.prepare('INSERT INTO claims VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET member = excluded.member, until = excluded.until WHERE until < ? OR member = excluded.member');
      const partitions = wanted.filter(({ topic, partition }) => claim.run(group, topic.id, partition, name, now + MEMBERSHIP, now).changes > 0);
      return { partitions, changed };
    });
  }

  leave({ group, name }: Member): void {
    inTransaction(this.connection, () => {
      for (const table of ['members', 'claims']) this.connection.prepare(`DELETE FROM ${table} WHERE consumers = ? AND member = ?`).run(group, name);
    });
  }

  /** Every topic's partitions go round the members that consume it, in the order of their names. */
  private wanted({ group, name, topics }: Member, now: Moment): PartitionOf[] {
    const rows = this.connection.prepare('SELECT member, topics FROM members WHERE consumers = ? AND until >= ? ORDER BY member').raw().all(group, now) as MemberRow[];
    return topics.flatMap((topic) => {
      const members = rows.filter(([, of]) => (JSON.parse(of) as number[]).includes(topic.id)).map(([member]) => member);
      return partitionsOf(topic).filter(({ partition }) => members[partition % members.length] === name);
    });
  }
}

function place(topic: number, partition: number): string {
  return `${String(topic)}/${String(partition)}`;
}
