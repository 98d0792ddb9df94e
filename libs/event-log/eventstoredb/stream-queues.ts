import type { PendingPart } from './append-part';

/** The most events of several callers that share one append. */
const GROUP = 1_000;

/**
 * One append a stream at a time, in the order in which they were asked for. What waits meanwhile for one stream, and expects no revision, shares the next.
 */
export class StreamQueues {
  private readonly queues = new Map<string, PendingPart[]>();

  constructor(private readonly append: (stream: string, group: readonly PendingPart[]) => Promise<void>) {}

  add(part: PendingPart): void {
    const queue = this.queues.get(part.stream);
    if (queue) {
      queue.push(part);
      return;
    }
    const begun = [part];
    this.queues.set(part.stream, begun);
    void this.work(part.stream, begun);
  }

  private async work(stream: string, queue: PendingPart[]): Promise<void> {
    while (queue.length > 0) await this.append(stream, nextGroup(queue));
    this.queues.delete(stream);
  }
}

/** Takes from the queue what goes together. */
function nextGroup(queue: PendingPart[]): PendingPart[] {
  let events = 0;
  let count = 0;
  for (const part of queue) {
    events += part.events.length;
    if (count > 0 && (events > GROUP || part.expected !== 'any')) break;
    count += 1;
    if (part.expected !== 'any') break;
  }
  return queue.splice(0, count);
}
