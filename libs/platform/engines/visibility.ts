import { type Position, RapportError } from '#kernel';
import type { ProjectorControl } from './projector-control';

/** Waits until the read models have passed a position: read your writes. */
export class Visibility {
  constructor(private readonly projector: Pick<ProjectorControl, 'status' | 'onStatus'>) {}

  get position(): Position {
    return BigInt(this.projector.status().position);
  }

  /** @throws RAPPORT_TIMEOUT */
  waitFor(position: Position, timeoutMs: number): Promise<void> {
    if (this.position >= position) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = this.projector.onStatus((status) => {
        if (BigInt(status.position) < position) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(new RapportError('RAPPORT_TIMEOUT', `the read models have not passed position ${position.toString()} within ${String(timeoutMs)} ms; what was appended is safe`));
      }, timeoutMs);
    });
  }
}
