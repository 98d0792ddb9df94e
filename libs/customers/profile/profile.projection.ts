import { formatTime, type Moment, sortedRecord } from '#kernel';
import { defineProjection } from '#projections';
import { channelOf } from '#touchpoints';

interface Trait {
  readonly value: unknown;
  readonly source: string;
  readonly at: Moment;
  /** The log position, to tell two of the same moment apart. */
  readonly position: string;
}

interface State {
  first: Moment | null;
  last: Moment | null;
  touches: number;
  channels: Record<string, { count: number; last: Moment }>;
  traits: Record<string, Trait>;
}

/** Traits that a complete profile has; e-mail and phone count as identities too. */
const EXPECTED = ['email', 'phone', 'name', 'country', 'birthday'] as const;
/** What a name is made of, where it is not given as a whole. */
const [FIRST, LAST] = ['firstName', 'lastName'] as const;

/** Who the customer is and where it was met. Minimum, maximum, count and latest-by-time: the order of arrival does not matter. */
export const profile = defineProjection<State>({
  name: 'profile',
  version: 1,
  summary: 'Identities, traits with source and date, and touches by channel',
  orderMatters: false,
  fields: { touches: 'number', firstSeenAt: 'time', lastSeenAt: 'time', completeness: 'number', searchName: 'text', searchLastName: 'text' },
  initial: () => ({ first: null, last: null, touches: 0, channels: {}, traits: {} }),
  onAny: (state, { type, occurredAt }) => {
    const name = channelOf(type);
    const channel = (state.channels[name] ??= { count: 0, last: occurredAt });
    channel.count += 1;
    channel.last = Math.max(channel.last, occurredAt);
    state.touches += 1;
    state.first = Math.min(state.first ?? Infinity, occurredAt);
    state.last = Math.max(state.last ?? -Infinity, occurredAt);
  },
  on: {
    'profile.trait-observed': (state, event) => {
      const trait = { source: event.source?.system ?? channelOf(event.type), at: event.occurredAt, position: event.position.toString() };
      for (const [name, value] of Object.entries(event.data.traits)) observe(state, name, { value, ...trait });
    },
    'profile.life-stage-changed': (state, event) => {
      observe(state, 'lifeStage', { value: event.data.lifeStage, source: event.source?.system ?? 'profile', at: event.occurredAt, position: event.position.toString() });
    },
  },
  view: (state, { customer, at }) => {
    const identities = customer.members.filter(({ since }) => since !== undefined && since <= at).map(({ kind, value, since }) => ({ kind, value, since: formatTime(since ?? 0) }));
    const traits = sortedRecord(Object.entries(state.traits).map(([name, { value, source, at: observed }]) => [name, { value, source, observedAt: formatTime(observed) }]));
    const known = EXPECTED.filter((name) => Object.hasOwn(traits, name) || (name === 'name' && Object.hasOwn(traits, LAST)) || identities.some(({ kind }) => kind === name));
    return {
      identities,
      firstSeenAt: formatTime(state.first ?? at),
      lastSeenAt: formatTime(state.last ?? at),
      touches: state.touches,
      byChannel: sortedRecord(Object.entries(state.channels).map(([channel, { count, last }]) => [channel, { count, lastAt: formatTime(last) }])),
      traits,
      completeness: Math.round((100 * known.length) / EXPECTED.length) / 100,
      ...searchNames(state.traits),
    };
  },
});

/** The latest observation wins; of two at the same moment the one recorded later. */
function observe(state: State, name: string, trait: Trait): void {
  if (name === '__proto__') return;
  const known = Object.hasOwn(state.traits, name) ? state.traits[name] : undefined;
  if (known && (known.at > trait.at || (known.at === trait.at && BigInt(known.position) > BigInt(trait.position)))) return;
  state.traits[name] = trait;
}

/** The name in lower case, and its last word, by the beginnings of which a customer is found. */
function searchNames(traits: State['traits']): { searchName?: string; searchLastName?: string } {
  const text = (name: string): string => {
    const value = Object.hasOwn(traits, name) ? traits[name]?.value : undefined;
    return typeof value === 'string' ? value.trim().toLowerCase() : '';
  };
  const whole = text('name') || `${text(FIRST)} ${text(LAST)}`.trim();
  const last = text(LAST) || (whole.split(/\s+/).at(-1) ?? '');
  return whole === '' ? {} : { searchName: whole, searchLastName: last };
}
