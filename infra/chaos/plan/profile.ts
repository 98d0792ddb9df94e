import type { FaultKind } from './fault';

/** What can go wrong with one kind of target, how often, and for how long. */
export interface Danger {
  readonly kind: FaultKind;
  readonly targets: readonly [string, ...string[]];
  /** How often, against the others. */
  readonly weight: number;
  /** From and to, ms. */
  readonly lasts: readonly [number, number];
}

export interface Profile {
  readonly name: 'embedded' | 'engines' | 'cluster';
  readonly dangers: readonly [Danger, ...Danger[]];
  /** At the least and at the most in one run. */
  readonly faults: readonly [number, number];
  /** In which the traffic is sent and the faults begin, ms. */
  readonly lasts: number;
  readonly customers: number;
  readonly steps: number;
  /** How often other services state something on the bridge. */
  readonly sendings: number;
  /** Whether a back office is one of the processes. */
  readonly backOffice: boolean;
}

const CLIENT = 'client>front-office';
/** The lease of units of work in these installations is two seconds: a process that is held for longer has lost what it had. */
const BEYOND_THE_LEASE = [2_500, 5_000] as const;

const PROCESSES: readonly Danger[] = [
  { kind: 'kill', targets: ['front-office', 'projector-1', 'projector-2', 'back-office'], weight: 5, lasts: [0, 1_500] },
  { kind: 'pause', targets: ['projector-1', 'projector-2', 'back-office'], weight: 4, lasts: BEYOND_THE_LEASE },
  { kind: 'pause', targets: ['front-office', 'projector-1', 'projector-2', 'back-office'], weight: 2, lasts: [100, 1_500] },
  { kind: 'cut', targets: [CLIENT], weight: 2, lasts: [0, 800] },
  { kind: 'kill', targets: ['eventstoredb'], weight: 2, lasts: [200, 1_500] },
  { kind: 'pause', targets: ['eventstoredb'], weight: 1, lasts: [500, 3_000] },
  { kind: 'kill', targets: ['mongodb', 'kafka'], weight: 2, lasts: [200, 2_000] },
  { kind: 'pause', targets: ['mongodb', 'kafka'], weight: 2, lasts: [500, 4_000] },
];
const EVENT_STORE_LINKS = ['front-office>eventstoredb', 'projector-1>eventstoredb', 'projector-2>eventstoredb'] as const;
const MONGODB_LINKS = ['front-office>mongodb', 'projector-1>mongodb', 'projector-2>mongodb', 'back-office>mongodb'] as const;

export const PROFILES: Readonly<Record<Profile['name'], Profile>> = {
  /** One process on the embedded engines. Most runs cost no start of it, so that hundreds are done in a minute or two. */
  embedded: {
    name: 'embedded', faults: [1, 2], lasts: 200, customers: 6, steps: 14, sendings: 0, backOffice: false,
    dangers: [
      { kind: 'kill', targets: ['server'], weight: 1, lasts: [0, 100] },
      { kind: 'pause', targets: ['server'], weight: 4, lasts: [20, 200] },
      { kind: 'cut', targets: ['client>server'], weight: 5, lasts: [0, 150] },
      { kind: 'slow', targets: ['client>server'], weight: 3, lasts: [50, 250] },
    ],
  },
  /** A front office, two projectors and a back office, on EventStoreDB, MongoDB and Kafka of one node each, with a proxy on every connection. */
  engines: {
    name: 'engines', faults: [1, 4], lasts: 3_000, customers: 20, steps: 40, sendings: 8, backOffice: true,
    dangers: [
      { kind: 'cut', targets: [...MONGODB_LINKS, ...EVENT_STORE_LINKS, 'product>kafka'], weight: 5, lasts: [0, 4_000] },
      { kind: 'slow', targets: [...MONGODB_LINKS, ...EVENT_STORE_LINKS, 'product>kafka'], weight: 3, lasts: [500, 3_000] },
      ...PROCESSES,
    ],
  },
  /** The same on three brokers and three members: one of each may be lost, and the primary's place is voted on. Members and brokers name each other, so that no proxy can stand before them. */
  cluster: {
    name: 'cluster', faults: [1, 4], lasts: 3_000, customers: 20, steps: 40, sendings: 8, backOffice: true,
    dangers: [
      { kind: 'cut', targets: EVENT_STORE_LINKS, weight: 3, lasts: [0, 4_000] },
      { kind: 'slow', targets: EVENT_STORE_LINKS, weight: 2, lasts: [500, 3_000] },
      ...PROCESSES,
    ],
  },
};
