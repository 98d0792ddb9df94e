import type { EventTypes } from '#touchpoints';
import { subscribedTypes } from '../registry/subscribed-types';
import type { Replay, Subscription } from '../registry/subscription';
import type { RunSpec } from './run-spec';

/** What a subscription has to be told: the log as it grows, and a replay if one was asked for. */
export function runSpecsOf(subscription: Subscription, types: EventTypes): RunSpec[] {
  const { id, from, head, includeBackfill, replay } = subscription;
  const live: RunSpec = { run: id, subscription: id, types: subscribedTypes(subscription.types, types), includeBackfill, after: from, upTo: undefined, replayedUpTo: head };
  if (!replay) return [live];
  return [live, { run: replayRunOf(id, replay), subscription: id, types: replayedTypes(subscription, replay, types), includeBackfill, after: replay.from, upTo: replay.to, replayedUpTo: replay.to }];
}

export function replayRunOf(subscription: string, { id }: Pick<Replay, 'id'>): string {
  return `${subscription}.${id}`;
}

export function replayedTypes(subscription: Pick<Subscription, 'types'>, replay: Pick<Replay, 'types'>, types: EventTypes): string[] | undefined {
  return subscribedTypes(replay.types.length > 0 ? replay.types : subscription.types, types);
}
