import type { StoredEvent } from '../codec';
import type { ReadStream } from '../event-log';
import type { Contents } from './contents';
import { storedEvent } from './event-record';
import type { Feed } from './feed';
import type { LogIndex } from './log-index/log-index';
import type { Connection } from './wire/connection';
import type { ServerEvent } from './wire/messages';

/** Reads streams from the server itself, and what the log adds from the index. */
export class StreamReader {
  constructor(private readonly connection: Connection, private readonly feed: Feed, private readonly contents: Contents, private readonly prefix: string, private readonly patience: number) {}

  /** Undefined for a stream that nothing of ours was ever written to. */
  async read(stream: string, { from, direction = 'forwards', limit }: ReadStream): Promise<StoredEvent[] | undefined> {
    const forwards = direction === 'forwards';
    const events = await this.atServer(stream, from ?? (forwards ? 'start' : 'end'), direction, Math.max(limit, 1));
    if (!events) return undefined;
    const index = await this.feed.folded(this.patience, events.reduce((highest, { position }) => Math.max(highest, position.commit), 0));
    const { nextRevision, nextAtServer } = index.read.stream(stream);
    if (nextRevision === 0) return undefined;
    if (limit < 1) return [];
    if (nextRevision === nextAtServer) return events.flatMap((event) => decoded(event, index) ?? []);
    return this.contents.byStream(index.read.ofStream(stream, from ?? (forwards ? 0 : nextRevision), direction, limit));
  }

  private async atServer(stream: string, from: number | 'start' | 'end', direction: 'forwards' | 'backwards', count: number): Promise<ServerEvent[] | undefined> {
    const events: ServerEvent[] = [];
    for await (const message of this.connection.readStream({ stream: `${this.prefix}${stream}`, from, direction, count })) {
      if (message.kind === 'no-stream') return undefined;
      if (message.kind === 'event') events.push(message.event);
    }
    return events;
  }
}

function decoded(event: ServerEvent, index: LogIndex): StoredEvent | undefined {
  const row = index.read.event(BigInt(event.position.commit));
  return row && storedEvent(event, { position: BigInt(row.position), stream: row.stream, revision: row.revision, recordedAt: row.recordedAt, occurredAt: row.occurredAt });
}
