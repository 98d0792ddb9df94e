import { DAY, type Moment } from '#kernel';
import { defineProjection, type Projection } from '../law/define-projection';

interface State {
  readonly types: string[];
  last: Moment | null;
}

/** Days after the last touch at which the diary falls silent. */
const QUIET_DAYS = 10;

/** For tests of the machinery: a read model that shows every touch in its order and changes by time alone. With `truthful: false` it claims that order does not matter. */
export function diary({ truthful }: { readonly truthful: boolean }): Projection<State> {
  return defineProjection<State>({
    name: 'diary',
    version: 1,
    summary: 'Every touch in its order',
    orderMatters: truthful,
    fields: { quiet: 'flag' },
    initial: () => ({ types: [], last: null }),
    onAny: (state, { type, id, occurredAt }) => {
      state.types.push(`${type} ${id}`);
      state.last = Math.max(state.last ?? occurredAt, occurredAt);
    },
    view: ({ types, last }, { at }) => ({ types: [...types], quiet: at >= (last ?? 0) + QUIET_DAYS * DAY }),
    dueAt: ({ last }, after) => {
      const moment = (last ?? 0) + QUIET_DAYS * DAY;
      return moment > after ? moment : undefined;
    },
  });
}
