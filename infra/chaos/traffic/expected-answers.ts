import type { Traffic } from './step';
import type { Touchpoint } from './touchpoint';

/** What the back office has to state, once. */
export interface ExpectedAnswer {
  readonly type: 'billing.invoice-issued' | 'case.opened';
  /** The order's id; of a complaint that of its touchpoint. */
  readonly about: string;
}

/** An invoice for each order and a case for each complaint; nothing for the rest. */
export function answersOf(touchpoints: readonly Touchpoint[]): ExpectedAnswer[] {
  return touchpoints.flatMap(({ id, type }): ExpectedAnswer[] => {
    if (type === 'commerce.order-completed') return [{ type: 'billing.invoice-issued', about: id }];
    return type === 'feedback.received' ? [{ type: 'case.opened', about: id }] : [];
  });
}

/** Of all that is sent in a run: none where there is no back office. */
export function expectedAnswers({ lanes, isAnswered }: Traffic): ExpectedAnswer[] {
  const touchpoints = lanes.flat().flatMap((step) => ('touchpoints' in step ? step.touchpoints : []));
  return isAnswered ? answersOf([...new Map(touchpoints.map((touchpoint) => [touchpoint.id, touchpoint])).values()]) : [];
}
