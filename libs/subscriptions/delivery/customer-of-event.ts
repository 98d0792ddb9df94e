import type { CustomerDirectory } from '#projections';
import { evidenceOf, type Identity, IDENTITY_STREAM, type IdentityRules, type RecordedEvent, streamOf } from '#touchpoints';

/** Whose an event is, for the order in which it is told. */
export interface EventOwner {
  /** undefined for an event that is about no customer. */
  readonly customerId: string | undefined;
  /** Names of lanes that it has to queue behind: every id that stands, or stood, for the customer, its present one first; the event's stream where it is nobody's. */
  readonly lanes: readonly string[];
}

/** Names the customers of events as the identity directory knows them now. */
export class EventOwners {
  constructor(private readonly directory: Pick<CustomerDirectory, 'customer'>, private readonly rules: IdentityRules) {}

  async ownerOf(event: RecordedEvent): Promise<EventOwner> {
    const lanes = new Set<string>();
    for (const id of this.namedBy(event)) {
      const customer = await this.directory.customer(id);
      for (const each of customer ? [customer.id, ...customer.members.map(({ stream }) => stream.slice(IDENTITY_STREAM.length))] : [id]) lanes.add(each);
    }
    const [customerId] = lanes;
    return customerId === undefined ? { customerId, lanes: [event.stream] } : { customerId, lanes: [...lanes] };
  }

  /** Ids that the event itself gives: of its stream, of the customer that a derived fact is about, of the two that a link joins. */
  private namedBy({ stream, type, data }: RecordedEvent): string[] {
    if (stream.startsWith(IDENTITY_STREAM)) return [stream.slice(IDENTITY_STREAM.length)];
    if (typeof data['customerId'] === 'string') return [data['customerId']];
    if (type !== 'identity.linked' && type !== 'identity.unlinked') return [];
    return [data['a'], data['b']].flatMap((identity) => {
      const evidence = evidenceOf(identity as Identity, this.rules);
      return evidence ? [streamOf(evidence).slice(IDENTITY_STREAM.length)] : [];
    });
  }
}
