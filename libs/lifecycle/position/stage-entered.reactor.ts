import { readTime, uuidOf } from '#kernel';
import type { Change, Reactor } from '#projections';
import type { NewEvent } from '#touchpoints';

/** States that a customer has entered a stage; or, where the past turned out otherwise, that its stage is another than was stated. */
export const stageEntered: Reactor = {
  projection: 'lifecycle-position',
  react: ({ before, after, customer, cause, reshapedAt, projection }: Change, now): readonly NewEvent[] => {
    if (!after || after['stage'] === before?.['stage']) return [];
    const since = readTime(String(after['since'])) ?? now;
    const restated = before !== null && since < (readTime(String(before['since'])) ?? -Infinity);
    const type = restated ? 'lifecycle.stage-restated' : 'lifecycle.stage-entered';
    return [{
      id: uuidOf(type, customer.id, String(after['stage']), String(since), (cause?.position ?? reshapedAt)?.toString() ?? ''),
      type, stream: `lifecycle-${customer.id}`, occurredAt: Math.min(since, now), receivedAt: now, schemaVersion: 1, initiator: 'system',
      identities: customer.members.slice(0, 10).map(({ kind, value }) => ({ kind, value })),
      data: { customerId: customer.id, stage: after['stage'], phase: after['phase'], previousStage: before?.['stage'] ?? null, since: after['since'], reasons: after['reasons'] },
      causedBy: { ...(cause ? { position: cause.position.toString() } : {}), projection: projection.name, version: projection.version },
    }];
  },
};
