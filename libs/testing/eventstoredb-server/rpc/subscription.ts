import { randomUUID } from 'node:crypto';
import { type GrpcCall } from '../wire/grpc-call';
import { type GrpcError } from '../wire/grpc-error';
import { type Context } from './context';
import { LiveSubscription } from './live-subscription';
import { caughtUp, confirmation } from './read-answers';
import { sendFrames } from './send-frames';

/** What a subscription sends of the log. */
export interface Feed {
  /** The messages from where it stands up to the end of the log, which may grow meanwhile. */
  readonly catchUp: () => Iterable<Buffer>;
  /** Whether the log has grown beyond where it stands. */
  readonly isBehind: () => boolean;
  /** The messages of a new event. */
  readonly live: (number: number) => readonly Buffer[];
  /** Whether `caught_up` waits for the first event: nothing is there that could be caught up with. */
  readonly waitsForFirst: boolean;
  /** Why the subscription ends after an event; undefined while it goes on. */
  readonly ended?: (number: number) => GrpcError | undefined;
}

/** Confirms, catches up, says so, and goes on with what is written then. */
export async function subscribe({ store, live, liveLimit }: Context, call: GrpcCall, feed: Feed): Promise<void> {
  call.sendFrames(confirmation(randomUUID()));
  do await sendFrames(call, feed.catchUp());
  while (feed.isBehind() && !call.over);
  if (call.over) return;
  let says = !feed.waitsForFirst;
  if (says) call.sendFrames(caughtUp());
  const subscription = new LiveSubscription(call, liveLimit);
  live.add(subscription);
  const stop = store.onAppended((from, to) => {
    const messages: Buffer[] = [];
    let end: GrpcError | undefined;
    for (let number = from; number < to; number++) {
      messages.push(...feed.live(number));
      end ??= feed.ended?.(number);
    }
    if (!says && messages.length > 0) {
      says = true;
      messages.push(caughtUp());
    }
    if (messages.length > 0) subscription.push(messages);
    if (end) subscription.failAfterwards(end);
  });
  call.whenClosed(() => {
    live.delete(subscription);
    stop();
  });
}
