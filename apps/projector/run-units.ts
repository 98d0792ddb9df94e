import { makeUnits } from '#catalogue';
import { type ProjectorControl, takeOver, whenItCan } from '#platform/engines';

export type Runs = Pick<ProjectorControl, 'clockMoved' | 'close'>;

export interface RunUnits extends Omit<Parameters<typeof makeUnits>[0], 'owner'> {
  /** The process's own. */
  readonly folder: string;
  readonly warn: (message: string, error: unknown) => void;
}

/** Units of work that this process shares with others, begun when the store that all share can be had: where they stand is in it, for all to read. */
export function runUnits({ folder, ...parts }: RunUnits): Runs {
  const stop = new AbortController();
  let units: ReturnType<typeof makeUnits> | undefined;
  const run = async (): Promise<void> => {
    const owner = await whenItCan(() => takeOver(parts.store, folder), parts.warn, stop.signal);
    if (owner === undefined) return;
    units = makeUnits({ ...parts, owner });
    await units.run(stop.signal);
  };
  const done = run();
  return {
    clockMoved: () => units?.clockMoved(),
    close: async () => {
      stop.abort();
      await done;
    },
  };
}
