import type { ServerEvent } from './wire/messages';

/** The latest events of the log, by position, as many as fit: who follows the log at its end need not read from the server what has just come from it. */
export class RecentEvents {
  private readonly events = new Map<number, ServerEvent>();
  private bytes = 0;

  constructor(private readonly most: number) {}

  add(event: ServerEvent): void {
    if (this.most === 0) return;
    this.events.set(event.position.commit, event);
    this.bytes += sizeOf(event);
    for (const [position, oldest] of this.events) {
      if (this.bytes <= this.most) break;
      this.events.delete(position);
      this.bytes -= sizeOf(oldest);
    }
  }

  get(position: number): ServerEvent | undefined {
    return this.events.get(position);
  }

  clear(): void {
    this.events.clear();
    this.bytes = 0;
  }
}

/** Nearly: an object in memory takes more than its content. */
function sizeOf(event: ServerEvent): number {
  return event.data.byteLength + event.metadata.byteLength + 500;
}
