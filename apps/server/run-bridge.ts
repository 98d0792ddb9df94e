import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Bridge } from '#bridge';
import { IdentityDirectory } from '#customers/identity';
import { Intake } from '#intake/receive';
import { SECOND } from '#kernel';
import type { Configuration } from '#platform/configuration';
import type { Engines } from '#platform/engines';
import type { Log } from '#platform/logging';
import type { ReadModelStore } from '#read-models';
import { Relay, runBridgeIntake } from '#relay';
import { TouchpointCheck } from '#touchpoints';
import { ensureTopics } from './ensure-topics';

export interface BridgeParts {
  readonly bridge: Bridge;
  readonly configuration: Configuration;
  readonly engines: Engines;
  /** Written by this process; the relay keeps its place there. */
  readonly store: ReadModelStore;
  readonly log: Log;
}

/** What this process does at the bridge: projectors relay what is recorded, the front office takes in what services state. Answers how to end it. */
export function runBridge({ bridge, configuration, engines, store, log }: BridgeParts): () => Promise<void> {
  const stop = new AbortController();
  const { clock, types, identities } = engines;
  const warn = (message: string, error: unknown): void => { log.warn(message, { reason: error instanceof Error ? error.message : String(error) }); };
  const directory = new IdentityDirectory(engines.store, identities);
  const intake = new Intake(engines.log, clock, { types, identities, check: new TouchpointCheck(types) });
  const work = async (): Promise<void> => {
    await ensureTopics(bridge, configuration.partitions, warn, stop.signal);
    if (stop.signal.aborted) return;
    await Promise.all([
      ...(configuration.roles.includes('projector') ? [new Relay({ log: engines.log, store, identities: engines.store, bridge, types, customersOf: (streams) => directory.customersOf(streams), owner: `${hostname()}-${randomUUID()}`, ttl: configuration.leaseSeconds * SECOND, warn }).run(stop.signal)] : []),
      ...(configuration.roles.includes('front-office') ? [runBridgeIntake({ bridge, receive: (touchpoints, options) => intake.receive(touchpoints, options), warn }, stop.signal)] : []),
    ]);
  };
  const done = work();
  return async () => {
    stop.abort();
    await done;
  };
}
