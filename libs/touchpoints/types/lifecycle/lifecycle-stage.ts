/** The four phases of a customer's lifecycle. */
export const LIFECYCLE_PHASES = ['selection', 'acquisition', 'retention', 'extension'] as const;
export type LifecyclePhase = (typeof LIFECYCLE_PHASES)[number];

/** The stages within them. */
export const LIFECYCLE_STAGES = ['visitor', 'prospect', 'lead', 'qualified-lead', 'first-time', 'regular', 'extended', 'at-risk', 'lapsed', 'won-back'] as const;
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];
