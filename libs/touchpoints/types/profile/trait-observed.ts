import { defineTouchpoint } from '../../define-touchpoint';
import { Anything } from '../../schema';

/** Something is learnt about the customer: traits by name, of any JSON value. `null` says that one is no longer known. */
export class TraitObserved {
  @Anything() traits!: Record<string, unknown>;
}

export const traitObserved = defineTouchpoint({
  type: 'profile.trait-observed',
  data: TraitObserved,
  initiator: 'system',
  personalData: ['traits'],
  example: { traits: { firstName: 'Ann', city: 'Vienna', children: 2, vegetarian: true, interests: ['green tea', 'ceramics'] } },
});
