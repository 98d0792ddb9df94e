import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Text } from '../../schema';

/** A customer takes permission back. Without a channel: on all; without a purpose: for all. */
export class PermissionWithdrawn {
  @Optional() @Text({ most: 200 }) purpose?: string | null;
  @Optional() @Text({ most: 100 }) channel?: string | null;
  @Optional() @Text({ most: 200 }) source?: string | null;
  @Optional() @Text() reason?: string | null;
}

export const permissionWithdrawn = defineTouchpoint({
  type: 'permission.withdrawn',
  data: PermissionWithdrawn,
  personalData: ['reason'],
  example: { purpose: 'marketing', channel: 'email', source: 'preference page', reason: 'too many e-mails' },
});
