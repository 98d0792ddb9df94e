import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Time } from '../../schema';
import { PermissionProof } from './permission-proof';

/** A customer allows the company to contact her for a purpose on a channel. */
export class PermissionGranted extends PermissionProof {
  @Optional() @Time() until?: string | null;
}

export const permissionGranted = defineTouchpoint({
  type: 'permission.granted',
  data: PermissionGranted,
  personalData: ['ipHash'],
  example: {
    purpose: 'marketing', channel: 'email', source: 'newsletter form', url: 'https://shop.example/newsletter',
    wording: 'Yes, send me news about tea', wordingVersion: '3', incentive: 'brewing guide',
  },
});
