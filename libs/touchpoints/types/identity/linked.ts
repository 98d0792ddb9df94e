import { defineTouchpoint } from '../../define-touchpoint';
import { IdentityPair } from './identity-pair';

/** Two identities are stated to be of one customer. */
export class IdentityLinked extends IdentityPair {}

export const identityLinked = defineTouchpoint({
  type: 'identity.linked',
  data: IdentityLinked,
  initiator: 'system',
  origin: 'call',
  personalData: ['a.value', 'b.value', 'reason'],
  example: { a: { kind: 'user-id', value: '42' }, b: { kind: 'email', value: 'ann@example.org' }, reason: 'said so on the telephone' },
});
