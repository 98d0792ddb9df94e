import { RapportError } from '#kernel';
import type { AppendReply, AppendRequest, LogWriter } from './log-writer';

/** Where appends go: to a writer on this thread or on one of its own. */
export interface Appender {
  append(request: AppendRequest): Promise<AppendReply>;
  close(): Promise<void>;
}

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (reply: AppendReply) => void;
  readonly reject: (error: unknown) => void;
}

/** The most events that share one commit, so that no caller waits long behind others. */
const GROUP = 20_000;

/** Commits in groups: what arrives while one commit is under way shares the next. */
export class AppendQueue implements Appender {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private closed = false;

  constructor(private readonly writer: LogWriter, private readonly committed: (head: number) => void) {}

  append(request: AppendRequest): Promise<AppendReply> {
    if (this.closed) return Promise.reject(new RapportError('RAPPORT_SHUTTING_DOWN', 'the log is closed'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.schedule();
    });
  }

  close(): Promise<void> {
    if (this.closed) return Promise.resolve();
    this.closed = true;
    while (this.waiting.length > 0) this.commit();
    this.writer.close();
    return Promise.resolve();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.commit();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private commit(): void {
    const group = this.nextGroup();
    if (group.length === 0) return;
    let replies: AppendReply[];
    try {
      replies = this.writer.append(group.map((each) => each.request));
    } catch (error) {
      for (const each of group) each.reject(error);
      return;
    }
    this.committed(this.writer.head);
    replies.forEach((reply, index) => group[index]?.resolve(reply));
  }

  private nextGroup(): Waiting[] {
    let events = 0;
    let count = 0;
    for (const each of this.waiting) {
      events += each.request.events.length;
      if (count > 0 && events > GROUP) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}
