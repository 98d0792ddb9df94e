import { formatPosition, uuidOf } from '#kernel';
import type { Change, Reactor } from '#projections';
import type { NewEvent } from '#touchpoints';

const TYPE = 'lifecycle.customer-merged';

/** States that a customer of whom a stage was known has become one with another. */
export const customerMerged: Reactor = {
  projection: 'lifecycle-position',
  react: ({ before, after, customer, into, reshapedAt, projection }: Change, now): readonly NewEvent[] => {
    if (!before || after || into === undefined) return [];
    return [{
      id: uuidOf(TYPE, customer.id, into, reshapedAt === undefined ? '' : formatPosition(reshapedAt)),
      type: TYPE, stream: `lifecycle-${customer.id}`, occurredAt: now, receivedAt: now, schemaVersion: 1, initiator: 'system',
      identities: customer.members.slice(0, 10).map(({ kind, value }) => ({ kind, value })),
      data: { customerId: customer.id, mergedInto: into },
      causedBy: { ...(reshapedAt === undefined ? {} : { position: formatPosition(reshapedAt) }), projection: projection.name, version: projection.version },
    }];
  },
};
