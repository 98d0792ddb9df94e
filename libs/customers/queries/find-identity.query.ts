import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { formatPosition, notFound } from '#kernel';
import type { Identity } from '#touchpoints';
import { aliasesOf, CustomerReading, type WireIdentity, wireIdentities } from './customer-reading';

export interface IdentityView {
  readonly customerId: string;
  readonly identities: readonly WireIdentity[];
  readonly aliases: readonly string[];
  /** Identities that came with this one and were not joined to it, because it, or they, have as many of that kind as the rules allow. */
  readonly heldBack?: readonly Identity[];
  readonly position: string;
}

/** Whose an identity is. */
export class FindIdentity extends Query<IdentityView> {
  constructor(readonly identity: Identity, readonly knownAt: string | undefined) {
    super();
  }
}

@QueryHandler(FindIdentity)
export class FindIdentityHandler implements IQueryHandler<FindIdentity> {
  constructor(private readonly reading: CustomerReading) {}

  async execute({ identity, knownAt }: FindIdentity): Promise<IdentityView> {
    const vantage = await this.reading.vantage({ knownAt });
    const customer = await this.reading.directory.lookup(identity, vantage.known ? vantage.upTo : undefined);
    if (!customer) throw notFound('this identity');
    const heldBack = await this.reading.directory.heldBack(identity);
    return { customerId: customer.id, identities: wireIdentities(customer), aliases: aliasesOf(customer), ...(heldBack.length > 0 ? { heldBack } : {}), position: formatPosition(vantage.upTo) };
  }
}
