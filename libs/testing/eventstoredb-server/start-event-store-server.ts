import { setTimeout as wait } from 'node:timers/promises';
import { Faults } from './faults';
import { methodsOf } from './methods';
import { type LiveSubscription } from './rpc/live-subscription';
import { EventStore } from './store/event-store';
import { GrpcServer, type Guard } from './wire/grpc-server';

export interface EventStoreServerOptions extends Guard {
  /** A free one by default. */
  readonly port?: number;
  /** Where events stay over a restart; in memory only by default. One server at a time may use it. */
  readonly folder?: string;
  /** How many recent event ids are remembered, for repeats under `any` and `stream_exists`. 80,000 by default; the real server forgot between 60,000 and 100,000 events. */
  readonly recentIds?: number;
  /** How many messages may wait for a live subscriber before it is dropped as too slow. 400 by default. */
  readonly liveLimit?: number;
  /** How long a polite stop goes on answering, in milliseconds. 100 by default; the real server took seven seconds. */
  readonly graceMs?: number;
}

/** A running server, and what can be made to go wrong with it. */
export interface EventStoreServer {
  /** `esdb://127.0.0.1:PORT?tls=false`; with `tls=true`, and the login, where there are such. */
  readonly url: string;
  readonly port: number;
  /** Polite: goes on answering for a moment, then ends open calls without a status, as after SIGTERM. Kill: cuts all connections at once. */
  readonly stop: (how?: 'polite' | 'kill') => Promise<void>;
  /** Cuts all connections; new ones are taken. */
  readonly dropConnections: () => void;
  /** From now on each message from a client waits that long before it is looked at, in milliseconds. 0: no longer. */
  readonly delay: (ms: number) => void;
  /** Ends every live subscription as one that was too slow. Answers with how many they were. */
  readonly abortLiveSubscriptions: () => number;
  /** Forgets the recent event ids, as a restart does: repeats under `any` and `stream_exists` are written again. */
  readonly loseIdempotenceMemory: () => void;
  /** From now on appends end with that code of gRPC (14, UNAVAILABLE, by default). */
  readonly refuseAppends: (code?: number) => void;
  /** Takes appends again. */
  readonly acceptAppends: () => void;
  /** How many events the log holds, those of the system included. */
  readonly size: () => number;
}

const RECENT_IDS = 80_000;
const LIVE_LIMIT = 400;
const GRACE_MS = 100;
const UNAVAILABLE = 14;

/**
 * Starts a server that speaks the protocol of EventStoreDB 23.10 (streams, subscriptions, deletes, metadata) on 127.0.0.1,
 * as it was seen to answer. Rejects when the port is taken.
 */
export async function startEventStoreServer({ port = 0, folder, recentIds = RECENT_IDS, liveLimit = LIVE_LIMIT, graceMs = GRACE_MS, tls, login }: EventStoreServerOptions = {}): Promise<EventStoreServer> {
  const store = new EventStore({ folder, recentIds });
  const faults = new Faults();
  const live = new Set<LiveSubscription>();
  let bound = port;
  const server = new GrpcServer(methodsOf({ store, faults, live, liveLimit }, () => bound), () => faults.delayMs, { tls, login });
  bound = await server.listen(port);
  return {
    port: bound,
    url: `esdb://${login ? `${login.username}:${login.password}@` : ''}127.0.0.1:${bound}?tls=${String(tls !== undefined)}`,
    stop: async (how = 'polite') => {
      if (how === 'kill') await server.kill();
      else {
        await wait(graceMs);
        await server.stop();
      }
      store.close();
    },
    dropConnections: () => server.dropConnections(),
    delay: (ms) => {
      faults.delayMs = ms;
    },
    abortLiveSubscriptions: () => {
      const subscriptions = [...live];
      for (const subscription of subscriptions) subscription.abort();
      return subscriptions.length;
    },
    loseIdempotenceMemory: () => store.recentIds.clear(),
    refuseAppends: (code = UNAVAILABLE) => faults.refuseAppends(code),
    acceptAppends: () => faults.refuseAppends(undefined),
    size: () => store.log.size,
  };
}
