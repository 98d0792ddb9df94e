import { type Clock, DAY, RapportError } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { newSecret, secretsInForce, type SigningSecret } from '../sending/secret';

const SECRET = 'webhook-secret/';

/** The secrets that subscriptions sign with. They lie beside the cursors and never in the log, where everybody who reads events would read them. */
export class Secrets {
  constructor(private readonly store: ReadModelStore, private readonly clock: Clock) {}

  async keep(subscription: string, secret: string): Promise<void> {
    await this.store.commit({ settings: { [`${SECRET}${subscription}`]: { secret } satisfies SigningSecret } });
  }

  /** A new one; the old one signs as well for a day, so that receivers can change over. */
  async rotate(subscription: string, secret = newSecret()): Promise<string> {
    const before = await this.store.setting<{ secret: string }>(`${SECRET}${subscription}`);
    const after: SigningSecret = { secret, ...(before ? { previous: { secret: before.secret, until: this.clock.now() + DAY } } : {}) };
    await this.store.commit({ settings: { [`${SECRET}${subscription}`]: { ...after } } });
    return secret;
  }

  /** @throws RAPPORT_STORE_UNAVAILABLE where it is lost */
  async inForce(subscription: string): Promise<string[]> {
    const kept = await this.store.setting<{ secret: string; previous?: { secret: string; until: number } }>(`${SECRET}${subscription}`);
    if (!kept) throw new RapportError('RAPPORT_STORE_UNAVAILABLE', 'the secret of the subscription is lost: POST /v1/subscriptions/{id}/rotate-secret makes a new one');
    return secretsInForce(kept, this.clock.now());
  }

  async forget(subscription: string): Promise<void> {
    await this.store.commit({ settings: { [`${SECRET}${subscription}`]: null } });
  }
}
