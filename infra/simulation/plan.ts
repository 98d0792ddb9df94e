/** What docs/scaling.md plans for. */
export const PLAN = {
  events: 1_000_000_000,
  customers: 50_000_000,
  years: 2,
  readModels: 5,
  /** Bytes of an event in the log and of a document in the store, indexes and overhead included. */
  eventBytes: 700,
  documentBytes: 900,
} as const;

/** Rates measured on two cores, per process or connection; docs/scaling.md says where each comes from. */
export const MEASURED = {
  /** Events per second that one client of EventStoreDB reads and parses: the lower end of 50 to 70 thousand. */
  read: 50_000,
  /** Events per second that one core folds through five read models. */
  fold: 48_500,
  /** Documents per second that one connection to MongoDB takes. */
  upsert: 21_000,
  insert: 99_000,
} as const;

/** Seconds until the partitions of a projector that fell silent may be taken. */
export const LEASE_SECONDS = 10;

/** Seconds of one projector's time for each event that it reads, whoever's it is. */
export const READ_COST = 1 / MEASURED.read;
/** Further seconds for each event of its own, live: the folds, and in the worst case one guarded write for each read model, since no two events in a batch share a customer. */
export const OWN_COST = 1 / MEASURED.fold + PLAN.readModels / MEASURED.upsert;
