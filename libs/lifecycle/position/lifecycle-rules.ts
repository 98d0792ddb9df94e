import { DAY, type Moment } from '#kernel';

export const STAGES = ['visitor', 'prospect', 'lead', 'qualified-lead', 'first-time', 'regular', 'extended', 'at-risk', 'lapsed', 'won-back'] as const;
export type Stage = (typeof STAGES)[number];
export type Phase = 'selection' | 'acquisition' | 'retention' | 'extension';

/** When silence means something: data with a version. */
export interface LifecycleRules {
  readonly version: number;
  /** Shape of the prior on the purchase rate, and the mean pause, in days, that it expects of a customer about whom nothing is known yet. */
  readonly prior: { readonly shape: number; readonly meanPauseDays: number };
  /** At risk when a pause this long or longer has at most this probability under the customer's own cadence; lapsed at the second. */
  readonly atRiskBelow: number;
  readonly lapsedBelow: number;
}

export const lifecycleRules: LifecycleRules = { version: 1, prior: { shape: 2, meanPauseDays: 60 }, atRiskBelow: 0.1, lapsedBelow: 0.01 };

/** A customer's purchase days so far. */
export interface Cadence {
  readonly days: number;
  readonly first: Moment;
  readonly last: Moment;
}

/**
 * The moment at which a pause since the last purchase day falls to the given probability.
 *
 * Purchases come at an unknown rate with a Gamma(shape, mean pause x (shape - 1)) prior; after x pauses that took s days in all the pause to come is Lomax:
 * P(pause > t) = (beta / (beta + t))^alpha, alpha = shape + x, beta = prior scale + s. So everybody is measured by their own cadence, and the less is
 * known of them, by everybody's. (Gamma-Poisson mixture: Schmittlein, Morrison & Colombo 1987, section 2, without the dropout process.)
 */
export function pauseEnds(cadence: Cadence, probability: number, { prior }: LifecycleRules): Moment {
  const alpha = prior.shape + cadence.days - 1;
  const beta = prior.meanPauseDays * (prior.shape - 1) + (cadence.last - cadence.first) / DAY;
  return cadence.last + Math.ceil(beta * (probability ** (-1 / alpha) - 1) * DAY);
}

/** The mean pause that the customer's own cadence and the prior lead to expect, in days. */
export function expectedPause(cadence: Cadence, { prior }: LifecycleRules): number {
  return (prior.meanPauseDays * (prior.shape - 1) + (cadence.last - cadence.first) / DAY) / (prior.shape + cadence.days - 2);
}
