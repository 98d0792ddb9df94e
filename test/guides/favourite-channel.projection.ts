import { sortedRecord } from '#kernel';
import { defineProjection } from '#projections';
import { channelOf } from '#touchpoints';

interface State {
  readonly touches: Record<string, number>;
}

/** The channel on which a customer is met most. */
export const favouriteChannel = defineProjection<State>({
  name: 'favourite-channel',
  version: 1,
  summary: 'The channel on which a customer is met most',
  orderMatters: false,
  fields: { channel: 'text', share: 'number' },
  initial: () => ({ touches: {} }),
  onAny: (state, { type }) => {
    const channel = channelOf(type);
    state.touches[channel] = (state.touches[channel] ?? 0) + 1;
  },
  view: ({ touches }) => {
    const ranked = Object.entries(sortedRecord(Object.entries(touches))).sort(([, a], [, b]) => b - a);
    const [channel = '', most = 0] = ranked[0] ?? [];
    const all = ranked.reduce((sum, [, count]) => sum + count, 0);
    return { channel, share: Math.round((100 * most) / all) / 100 };
  },
});
