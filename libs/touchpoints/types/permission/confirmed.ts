import { defineTouchpoint } from '../../define-touchpoint';
import { PermissionProof } from './permission-proof';

/** A customer confirms her permission: the second step of a double opt-in. */
export class PermissionConfirmed extends PermissionProof {}

export const permissionConfirmed = defineTouchpoint({
  type: 'permission.confirmed',
  data: PermissionConfirmed,
  personalData: ['ipHash'],
  example: { purpose: 'marketing', channel: 'email', source: 'confirmation e-mail', wordingVersion: '3' },
});
