import type { Sending } from './foreign-fact';
import type { Identity, Touchpoint } from './touchpoint';

/** One call of a client, sent again until it is acknowledged. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'one' | 'batch' | 'stream'; readonly touchpoints: readonly Touchpoint[] }
  | { readonly kind: 'link' | 'unlink'; readonly a: Identity; readonly b: Identity }
  | { readonly kind: 'rebuild'; readonly projection: string }
);

export interface Traffic {
  /** What is sent at the same time by different clients; each keeps its own order. */
  readonly lanes: readonly (readonly Step[])[];
  /** What other services state meanwhile. */
  readonly sendings: readonly Sending[];
  /** Whether a back office answers. */
  readonly isAnswered: boolean;
}
