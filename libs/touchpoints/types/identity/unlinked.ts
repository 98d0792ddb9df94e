import { defineTouchpoint } from '../../define-touchpoint';
import { IdentityPair } from './identity-pair';

/** Two identities are stated to be of different customers, whatever linked them until now. */
export class IdentityUnlinked extends IdentityPair {}

export const identityUnlinked = defineTouchpoint({
  type: 'identity.unlinked',
  data: IdentityUnlinked,
  initiator: 'system',
  origin: 'call',
  personalData: ['a.value', 'b.value', 'reason'],
  example: { a: { kind: 'user-id', value: '42' }, b: { kind: 'device-id', value: 'tablet-9' }, reason: 'a shared tablet' },
});
