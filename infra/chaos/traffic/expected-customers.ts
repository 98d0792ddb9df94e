import { answersOf } from './expected-answers';
import { logIdOf } from './foreign-fact';
import type { Traffic } from './step';
import { type Identity, identityText } from './touchpoint';

/** A customer as she must be at the end, reckoned without the product. */
export interface ExpectedCustomer {
  readonly identities: readonly Identity[];
  /** Of her touchpoints, of what others stated of her, and of what the back office answered, each once. */
  readonly touches: number;
  readonly orders: number;
  /** Of her orders, in EUR. */
  readonly revenue: number;
}

/** Who must be there when all of the traffic is acknowledged: identities joined by what carried both and by the last statement about them, and what was sent of each. */
export function expectedCustomers({ lanes, sendings, isAnswered }: Traffic): ExpectedCustomer[] {
  const steps = lanes.flat();
  const touchpoints = new Map(steps.flatMap((step) => ('touchpoints' in step ? step.touchpoints : [])).map((touchpoint) => [touchpoint.id, touchpoint]));
  const stated = new Map<string, readonly Identity[]>();
  for (const step of steps) {
    if (step.kind === 'link') stated.set(identityText(step.a), [step.a, step.b]);
    if (step.kind === 'unlink') stated.delete(identityText(step.a));
  }
  const groups = new Groups();
  for (const { identities } of touchpoints.values()) groups.join(identities);
  for (const pair of stated.values()) groups.join(pair);
  const facts = new Map(sendings.flatMap((sending) => sending.facts).map((fact) => [logIdOf(fact), fact]));
  for (const { identity } of facts.values()) groups.join([identity]);
  return groups.all().map((identities) => {
    const names = new Set(identities.map(identityText));
    const hers = [...touchpoints.values()].filter(({ identities: [first] }) => names.has(identityText(first)));
    const orders = hers.filter(({ type }) => type === 'commerce.order-completed');
    const answers = isAnswered ? answersOf(hers) : [];
    const told = [...facts.values()].filter(({ identity }) => names.has(identityText(identity)));
    return { identities, touches: hers.length + answers.length + told.length, orders: orders.length, revenue: orders.reduce((sum, { data }) => sum + Number(data['total']), 0) };
  });
}

/** Identities in groups that grow together. */
class Groups {
  private readonly groupOf = new Map<string, Map<string, Identity>>();

  join(identities: readonly Identity[]): void {
    const joined = new Map<string, Identity>();
    for (const identity of identities) {
      for (const [name, each] of this.groupOf.get(identityText(identity)) ?? []) joined.set(name, each);
      joined.set(identityText(identity), identity);
    }
    for (const name of joined.keys()) this.groupOf.set(name, joined);
  }

  all(): Identity[][] {
    return [...new Set(this.groupOf.values())].map((group) => [...group.values()]);
  }
}
