import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Bridge } from '#bridge';
import { type Clock, SECOND } from '#kernel';
import type { ReadModelStore } from '#read-models';
import { EventTypes, identityRules, type IdentityRules, TouchpointCheck } from '#touchpoints';
import { billing, type BillingTerms } from './billing/invoice';
import { openedAt } from './books';
import { fulfilment, type FulfilmentTerms } from './fulfilment/shipment';
import { Office } from './office';
import { serviceDesk, type ServiceTerms } from './service-desk/case';

export interface BackOfficeParts {
  /** Where touchpoints come from and facts go. */
  readonly bridge: Bridge;
  /** Resolves when its topics are there, where they may not be yet. */
  readonly topics?: Promise<void>;
  /** Its own, shared at the most with other processes of this back office. */
  readonly store: ReadModelStore;
  readonly clock: Clock;
  /** Told of what it recovers from by itself. */
  readonly warn: (message: string, error: unknown) => void;
  /** As whom leases are taken: unique among the processes that share the store. */
  readonly owner?: string;
  /** ms without a word after which another process takes over. */
  readonly ttl?: number;
  readonly types?: EventTypes;
  readonly identities?: IdentityRules;
  readonly terms?: { readonly billing?: BillingTerms; readonly fulfilment?: FulfilmentTerms; readonly serviceDesk?: ServiceTerms };
  /** Told of each fact that was stated, by department and type. */
  readonly stated?: (department: string, type: string) => void;
}

export interface RunningBackOffice {
  /** Finishes the work in hand. Bridge and store stay open. */
  stop(): Promise<void>;
}

const TTL = 15 * SECOND;

/** Billing, fulfilment and service desk at work. Resolves when the books are open: what is recorded from then on is taken care of. @throws RAPPORT_STORE_UNAVAILABLE */
export async function startBackOffice({ bridge, topics = Promise.resolve(), store, clock, warn, owner = `${hostname()}-${randomUUID()}`, ttl = TTL, types = new EventTypes(), identities = identityRules, terms = {}, stated = () => undefined }: BackOfficeParts): Promise<RunningBackOffice> {
  const stopping = new AbortController();
  const parts = { bridge, store, clock, types, warn, owner, ttl, stated, understanding: { check: new TouchpointCheck(types), identities }, openedAt: await openedAt(store, clock.now()) };
  const { signal } = stopping;
  const working = topics.then(() => Promise.all([
    new Office(billing(terms.billing), parts).run(signal),
    new Office(fulfilment(terms.fulfilment), parts).run(signal),
    new Office(serviceDesk(terms.serviceDesk), parts).run(signal),
  ]));
  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}
