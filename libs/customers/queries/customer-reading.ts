import type { EventLog } from '#event-log';
import { type Clock, formatTime, type Moment, notFound } from '#kernel';
import type { Visibility } from '#platform/engines';
import { type Customer, HistoryReader, type ProjectionCatalogue, type ReadModelQueries, type Vantage, vantageOf, type VantageQuery } from '#projections';
import type { IdentityDirectory } from '../identity/identity-directory';
import { customerIdOf } from '../identity/identity-documents';

export interface WireIdentity {
  readonly kind: string;
  readonly value: string;
  /** When its first touchpoint occurred; null while only a link has named it. */
  readonly since: string | null;
}

/** What the queries about one customer share: who it is, and the point in both times that is asked for. */
export class CustomerReading {
  readonly histories: HistoryReader;

  constructor(readonly log: EventLog, readonly clock: Clock, readonly catalogue: ProjectionCatalogue, readonly directory: IdentityDirectory, readonly queries: ReadModelQueries, private readonly visibility: Visibility) {
    this.histories = new HistoryReader(log, (projection, vantage) => queries.referenceAt(projection, vantage));
  }

  vantage(query: VantageQuery): Promise<Vantage> {
    return vantageOf(query, { log: this.log, clock: this.clock, folded: this.visibility.position });
  }

  /** The customer that the id stood for. @throws RAPPORT_NOT_FOUND where it was not known then */
  async customer(id: string, vantage: Vantage): Promise<Customer> {
    const customer = await this.directory.customer(id, vantage.known ? vantage.upTo : undefined);
    if (!customer) throw notFound('a customer of that id, at that moment,');
    return customer;
  }
}

export function wireIdentities({ members }: Customer, at: Moment = Infinity): WireIdentity[] {
  return members.filter(({ since }) => since === undefined || since <= at).map(({ kind, value, since }) => ({ kind, value, since: since === undefined ? null : formatTime(since) }));
}

/** Ids that stand for the customer besides its own. */
export function aliasesOf({ id, members }: Customer): string[] {
  return members.map(({ stream }) => customerIdOf(stream)).filter((each) => each !== id);
}
