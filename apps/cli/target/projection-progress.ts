import type { Position } from '#kernel';
import type { ProjectorStatus } from '#projections';
import type { Context } from '../ui/context';
import type { Progress } from '../ui/progress';

const ADVICE = 'the events are safe in the log; the read models go on from where they are when the folder is next opened';

/** Shows how the read models come up with the log, and lets Ctrl-C in between two batches. */
export class ProjectionProgress {
  private progress: Progress | undefined;
  private label: string | undefined;
  private head: Position = 0n;
  private name: string | undefined;

  constructor(private readonly context: Context) {}

  /** `name`: what is done, where it is one thing. */
  begin(head: Position, name?: string): void {
    this.head = head;
    this.name = name;
  }

  /** @throws Interrupted */
  show({ position, projections }: ProjectorStatus): void {
    this.context.interruption.check(ADVICE);
    const building = projections.find(({ rebuild }) => rebuild?.state === 'running')?.rebuild;
    if (building) this.update(this.name ?? 'building the read models', 'customers', building.processed, building.total);
    else if (this.head > 0n) this.update('folding', 'events', Number(position), Number(this.head));
  }

  end(): void {
    this.progress?.done();
    this.progress = undefined;
    this.label = undefined;
  }

  private update(label: string, unit: string, count: number, total: number): void {
    if (label !== this.label) {
      this.end();
      this.label = label;
      this.progress = this.context.terminal.progress(label, unit);
    }
    this.progress?.update({ count, fraction: total > 0 ? count / total : undefined });
  }
}
