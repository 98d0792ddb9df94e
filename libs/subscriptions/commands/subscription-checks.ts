import { type FieldError, RapportError } from '#kernel';
import type { EventTypes } from '#touchpoints';
import { unknownTypes } from '../registry/subscribed-types';
import { addressFaults } from '../sending/check-address';
import { isSecret } from '../sending/secret';

export interface Checked {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly secret?: string | undefined;
}

/** What a subscription must keep to. */
export class SubscriptionChecks {
  constructor(private readonly types: EventTypes, private readonly allowPrivate: boolean) {}

  /** @throws RAPPORT_INVALID_SUBSCRIPTION with all faults together */
  async check({ url, types = [], secret }: Checked): Promise<void> {
    const errors: FieldError[] = [...(url === undefined ? [] : await addressFaults(url, this.allowPrivate)), ...unknownTypes(types, this.types)];
    if (secret !== undefined && !isSecret(secret)) errors.push({ path: 'secret', code: 'secret', message: 'secret must be whsec_ and the base64 of 24 to 64 bytes; without one it is made here' });
    if (errors.length > 0) throw new RapportError('RAPPORT_INVALID_SUBSCRIPTION', errors.map(({ message }) => message).join('; '), { errors });
  }
}
