import { Random } from '#testing/lives';
import type { Profile } from '../plan/profile';
import type { ForeignFact, Sending } from './foreign-fact';
import type { Touchpoint } from './touchpoint';

/** Of the source of chance. */
const FACTS = 3;
const DAY = 86_400_000;

/** What other services state about what was ordered: the newest first, some of it twice in one sending and some again much later, and one id by two sources, which is two facts. */
export function makeForeignFacts(seed: number, touchpoints: readonly Touchpoint[], { sendings, lasts }: Pick<Profile, 'sendings' | 'lasts'>): Sending[] {
  const random = new Random(seed, FACTS);
  const stated: ForeignFact[] = [];
  const state = (): ForeignFact => {
    const about = touchpoints[random.whole(0, touchpoints.length - 1)];
    if (!about) throw new RangeError('nothing is sent that could be spoken of');
    const namesake = stated.length % 3 === 2 ? stated.at(-1) : undefined;
    const one = factOf(random, namesake?.id ?? `${about.id}-${String(stated.length)}`, about, namesake ? '/carrier' : '/bank');
    stated.push(one);
    return one;
  };
  return Array.from({ length: sendings }, (_, index) => {
    const fresh = Array.from({ length: random.whole(1, 4) }, state).sort((a, b) => b.time.localeCompare(a.time));
    const twice = fresh.filter(() => random.chance(0.4));
    const again = stated.filter(() => random.chance(0.2));
    return { at: Math.round((index * lasts) / sendings), facts: [...fresh, ...again, ...twice] };
  });
}

function factOf(random: Random, id: string, { id: orderId, type, identities: [identity], occurredAt, data }: Touchpoint, source: string): ForeignFact {
  const time = new Date(Date.parse(occurredAt) + random.whole(1, 20) * DAY).toISOString();
  const common = { source, id, time, identity };
  if (type === 'commerce.order-completed') {
    return random.chance(0.5)
      ? { ...common, topic: 'billing', type: 'billing.invoice-paid', data: { invoiceId: `I-${orderId}`, orderId, total: data['total'] ?? 0, currency: 'EUR' } }
      : { ...common, topic: 'fulfilment', type: 'fulfilment.production-delayed', data: { orderId, expectedAt: time } };
  }
  return { ...common, topic: 'service', type: 'case.resolved', data: { caseId: `case-${orderId}` } };
}
