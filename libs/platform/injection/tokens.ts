/** Injection tokens of what is opened before Nest starts. */
export const CLOCK = Symbol('Clock');
export const CONFIGURATION = Symbol('Configuration');
export const DELIVERIES = Symbol('Deliveries');
export const ENGINES = Symbol('Engines');
export const EVENT_LOG = Symbol('EventLog');
export const PROJECTIONS = Symbol('ProjectionCatalogue');
export const PROJECTOR = Symbol('ProjectorControl');
export const READ_MODELS = Symbol('ReadModelStore');
export const SHUTDOWN = Symbol('AbortSignal');

/** The bridge, where this process is at it; otherwise undefined. */
export const BRIDGE = Symbol('bridge');
