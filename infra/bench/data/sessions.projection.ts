import { formatTime, MINUTE, type Moment } from '#kernel';
import { defineProjection } from '#projections';

interface State {
  sessions: number;
  last: Moment | null;
  longest: number;
  current: number;
  /** The first touches of the latest sessions. */
  readonly latest: Moment[];
}

const PAUSE = 5 * MINUTE;
const KEPT = 20;

/** For measuring: a fold of bounded state in which the order of events matters, since a touch belongs to the session of the one before it. */
export const sessions = defineProjection<State>({
  name: 'sessions',
  version: 1,
  summary: 'Runs of touches with short pauses',
  orderMatters: true,
  fields: { sessions: 'number' },
  initial: () => ({ sessions: 0, last: null, longest: 0, current: 0, latest: [] }),
  onAny: (state, { occurredAt }) => {
    if (state.last === null || occurredAt - state.last > PAUSE) {
      state.sessions += 1;
      state.current = 0;
      state.latest.push(occurredAt);
      if (state.latest.length > KEPT) state.latest.shift();
    }
    state.current += 1;
    state.longest = Math.max(state.longest, state.current);
    state.last = occurredAt;
  },
  view: ({ sessions: count, longest, latest }) => ({ sessions: count, longest, latest: latest.map(formatTime) }),
});
