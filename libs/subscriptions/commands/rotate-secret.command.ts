import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Secrets } from '../delivery/secrets';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { newSecret } from '../sending/secret';
import { SubscriptionChecks } from './subscription-checks';

/** Sign with a new secret, and for a day with the old one as well. @throws RAPPORT_NOT_FOUND, RAPPORT_INVALID_SUBSCRIPTION */
export class RotateSecret extends Command<{ readonly secret: string }> {
  constructor(readonly id: string, readonly secret: string | undefined) {
    super();
  }
}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly checks: SubscriptionChecks, private readonly secrets: Secrets) {}

  async execute({ id, secret = newSecret() }: RotateSecret): Promise<{ readonly secret: string }> {
    await this.registry.get(id);
    await this.checks.check({ secret });
    await this.secrets.rotate(id, secret);
    await this.registry.state({ type: 'subscription.secret-rotated', data: { subscriptionId: id } });
    return { secret };
  }
}
