import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ProjectorStatus } from '#projections';

/** How long nothing must have stirred, ms. */
const QUIET = 10_000;
/** Code that is no longer run is dropped by the second collection, this much after the first, ms. */
const AGAIN = 3_000;

/** Does something once after each stretch of work, when nothing has stirred for ten seconds: gives back what the work took of the machine's memory. */
export class AtRest {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly work: () => unknown, private readonly quiet = QUIET) {}

  stir(): void {
    if (this.timer) {
      this.timer.refresh();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.work();
    }, this.quiet);
    this.timer.unref();
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** Tells, of one status after the other, whether the projections have moved since the last or are still at work. */
export function isStirring(): (status: ProjectorStatus) => boolean {
  let last: string | undefined;
  return ({ position, projections }) => {
    const moved = position !== last || projections.some(({ state }) => state === 'booting' || state === 'rebuilding');
    last = position;
    return moved;
  };
}

let collect: (() => void) | undefined;

/**
 * Has the garbage of this thread collected and the emptied pages given back. The engine does so by itself only while it works, so a thread that sleeps after a
 * stretch of work would keep several times what it uses.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  setTimeout(collect, AGAIN).unref();
}
