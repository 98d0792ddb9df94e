import { type Position, START } from '#kernel';
import type { Commit, ReadModelStore } from '#read-models';
import { IDENTITY_CHECKPOINT } from '../live/served-collections';

/** While the stage runs here nobody need ask oftener, ms: they hear of it. */
const LATE = 100;
/** So long after its last word it counts as running here, ms. */
const RUNNING = 2_000;

/**
 * How far the identity stage has folded the log, for all who wait for it in one process: asked of the store once for those who ask at the same time. Where the
 * stage runs in this process, they hear of its progress at once.
 */
export class IdentityReach {
  private asking: Promise<Position> | undefined;
  private readonly waiting = new Set<() => void>();
  /** What the stage of this process has said last, and when. */
  private told: Position = START;
  private toldAt = -Infinity;

  constructor(private readonly store: Pick<ReadModelStore, 'checkpoint'>) {}

  position(): Promise<Position> {
    this.asking ??= this.ask();
    return this.asking;
  }

  /** Resolves when the stage of this process is beyond the position, or when it is time to ask again: after so many ms, or later where its word is to be expected. */
  growth(beyond: Position, milliseconds: number): Promise<void> {
    if (this.told > beyond) return Promise.resolve();
    const runsHere = performance.now() - this.toldAt < RUNNING;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, runsHere ? Math.max(milliseconds, LATE) : milliseconds);
      this.waiting.add(done);
    });
  }

  /** The store for the identity stage: who waits hears of each commit that takes its checkpoint further. */
  overheard(store: ReadModelStore): ReadModelStore {
    const commit = async (each: Commit): Promise<void> => {
      await store.commit(each);
      const position = each.checkpoints?.[IDENTITY_CHECKPOINT];
      if (position !== undefined) this.tell(position);
    };
    return new Proxy(store, {
      get: (target, name): unknown => {
        if (name === 'commit') return commit;
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }

  private tell(position: Position): void {
    this.told = position;
    this.toldAt = performance.now();
    for (const done of [...this.waiting]) done();
  }

  private async ask(): Promise<Position> {
    try {
      const position = (await this.store.checkpoint(IDENTITY_CHECKPOINT)) ?? START;
      // The store has the last word: whoever waits for more than it holds waits.
      if (position < this.told) this.told = position;
      return position;
    } finally {
      this.asking = undefined;
    }
  }
}
