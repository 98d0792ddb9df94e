import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { formatPosition, type Position, RapportError } from '#kernel';
import { EventTypes } from '#touchpoints';
import { replayedTypes } from '../delivery/run-specs';
import { type ReplayView, SubscriptionViews } from '../queries/subscription-views';
import { SubscriptionRegistry } from '../registry/subscription-registry';
import { LogEnd } from './log-end';
import { SubscriptionChecks } from './subscription-checks';

export interface ReplayRequest {
  /** Exclusive. */
  readonly from: Position;
  /** Inclusive; default, and at most, the log's end. */
  readonly to?: Position | undefined;
  /** Empty: those of the subscription. */
  readonly types: readonly string[];
  /** Only count. */
  readonly dryRun: boolean;
}

export interface ReplayAnswer {
  readonly count: number;
  readonly replay?: ReplayView;
}

/** Send what lies between two positions once more, marked as a replay. @throws RAPPORT_NOT_FOUND, RAPPORT_INVALID_SUBSCRIPTION, RAPPORT_REPLAY_RUNNING */
export class ReplaySubscription extends Command<ReplayAnswer> {
  constructor(readonly id: string, readonly request: ReplayRequest) {
    super();
  }
}

@CommandHandler(ReplaySubscription)
export class ReplaySubscriptionHandler implements ICommandHandler<ReplaySubscription> {
  constructor(private readonly registry: SubscriptionRegistry, private readonly checks: SubscriptionChecks, private readonly end: LogEnd, private readonly views: SubscriptionViews, private readonly types: EventTypes) {}

  async execute({ id, request }: ReplaySubscription): Promise<ReplayAnswer> {
    const { from, types, dryRun } = request;
    const subscription = await this.registry.get(id);
    await this.checks.check({ types });
    const head = await this.end.position();
    const to = request.to === undefined || request.to > head ? head : request.to;
    const count = await this.end.count({ from, to, types: replayedTypes(subscription, { types }, this.types), includeBackfill: subscription.includeBackfill });
    if (dryRun) return { count };
    if (await this.views.replayOf(await this.registry.get(id))) throw new RapportError('RAPPORT_REPLAY_RUNNING', 'a replay of this subscription is running, or has customers parked: it ends when those are retried or dropped');
    await this.registry.state({ type: 'subscription.replay-requested', data: { subscriptionId: id, replayId: randomUUID(), from: formatPosition(from), to: formatPosition(to), types: [...types], count } });
    const replay = await this.views.replayOf(await this.registry.get(id));
    return { count, ...(replay ? { replay } : {}) };
  }
}
