import { changeQuery, usePlace } from './router';

/** The moment that the reader looks at. Without `at` it is now. */
export interface Moment {
  /** What had happened by then. */
  readonly at: string | undefined;
  /** What had been recorded by then. */
  readonly knownAt: string | undefined;
}

export const NOW: Moment = { at: undefined, knownAt: undefined };

export function useMoment(): Moment {
  const { query } = usePlace();
  return { at: query.get('at') ?? undefined, knownAt: query.get('knownAt') ?? undefined };
}

/** The moment for what is asked of all customers at once: that is always judged with today's knowledge. */
export function useMomentOfAll(): Moment {
  return { at: useMoment().at, knownAt: undefined };
}

/** Moves the moment; knowledge that stood at the old moment moves along. */
export function moveTo(at: string | undefined, from: Moment): void {
  const along = from.knownAt !== undefined && from.knownAt === from.at;
  changeQuery({ at, knownAt: at === undefined ? undefined : along ? at : from.knownAt });
}

/** `then`: as we knew then; otherwise as we know today. */
export function judgeWith(knowledge: 'today' | 'then', moment: Moment): void {
  changeQuery({ knownAt: knowledge === 'then' ? moment.at : undefined });
}

/** Milliseconds of a moment that is a time. */
export function timeOf(at: string | undefined): number | undefined {
  const time = at === undefined || /^\d+$/.test(at) ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? undefined : time;
}
