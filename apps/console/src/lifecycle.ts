export const PHASES: readonly string[] = ['selection', 'acquisition', 'retention', 'extension'];

/** The stages in the order of a customer's life, as a company looks at them: who may come, who buys, who slips away. */
export const STAGE_GROUPS = [
  { title: 'On the way', stages: ['visitor', 'prospect', 'lead', 'qualified-lead'] },
  { title: 'Buying', stages: ['first-time', 'regular', 'extended', 'won-back'] },
  { title: 'Slipping away', stages: ['at-risk', 'lapsed'] },
] as const;

export const STAGES: readonly string[] = ['visitor', 'prospect', 'lead', 'qualified-lead', 'first-time', 'regular', 'extended', 'at-risk', 'lapsed', 'won-back'];

/** Customers who buy from us as things stand. */
export const BUYING: readonly string[] = ['first-time', 'regular', 'extended', 'won-back'];

/** How far along a stage is, 1 to 4; 0 where the customer is slipping away. */
export function warmth(stage: string): number {
  switch (stage) {
    case 'visitor':
    case 'prospect':
      return 1;
    case 'lead':
    case 'qualified-lead':
      return 2;
    case 'first-time':
    case 'won-back':
      return 3;
    case 'regular':
    case 'extended':
      return 4;
    default:
      return 0;
  }
}
