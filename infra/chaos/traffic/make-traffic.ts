import { Random } from '#testing/lives';
import type { Profile } from '../plan/profile';
import { makeForeignFacts } from './make-foreign-facts';
import type { Step, Traffic } from './step';
import type { Identity, Touchpoint } from './touchpoint';

/** Of the source of chance. */
const TRAFFIC = 2;
const PROJECTIONS = ['profile', 'purchasing', 'lifecycle-position'] as const;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAYS = 60;
const DAY = 86_400_000;

/** Of everything in a run, so that runs share an installation without meeting. */
export function prefixOf(seed: number): string {
  return `s${String(seed)}`;
}

/**
 * The traffic of one run, the same for the same seed: customers with an account, an address and a device each; touchpoints in no order of time, some of them
 * sent again in other company; links and unlinks of account and address by a client of their own; a rebuild in between.
 */
export function makeTraffic(seed: number, { customers, steps, lasts, sendings, backOffice }: Pick<Profile, 'customers' | 'steps' | 'lasts' | 'sendings' | 'backOffice'>): Traffic {
  const random = new Random(seed, TRAFFIC);
  const prefix = prefixOf(seed);
  const people = Array.from({ length: customers }, (_, number) => personOf(prefix, number));
  const sent: Touchpoint[] = [];
  const touchpoint = (): Touchpoint => {
    const made = makeTouchpoint(random, `${prefix}-${String(sent.length)}`, people[random.whole(0, people.length - 1)] ?? personOf(prefix, 0));
    sent.push(made);
    return made;
  };
  const fresh = (most: number): Touchpoint[] => Array.from({ length: random.whole(1, most) }, touchpoint);
  const again = (): Touchpoint[] => sent.filter(() => random.chance(0.2)).sort(() => random.unit() - 0.5);
  const at = (index: number): number => Math.round((index * lasts) / steps);

  const sending = Array.from({ length: steps }, (_, index): Step => {
    const draw = random.unit();
    if (draw < 0.25) return { at: at(index), kind: 'one', touchpoints: [touchpoint()] };
    if (draw < 0.6) return { at: at(index), kind: 'batch', touchpoints: fresh(12) };
    if (draw < 0.75) return { at: at(index), kind: 'stream', touchpoints: fresh(40) };
    return { at: at(index), kind: 'batch', touchpoints: [...again(), touchpoint()] };
  });
  const stating = statements(random, people, Math.round(steps / 3)).map((step, index) => ({ ...step, at: at(index * 3) }));
  const rebuilding: Step[] = random.chance(0.4) ? [{ at: random.whole(0, lasts), kind: 'rebuild', projection: random.pick(PROJECTIONS) }] : [];
  const [one, other] = [sending.filter((_, index) => index % 2 === 0), sending.filter((_, index) => index % 2 === 1)];
  return { lanes: [one, other, stating, rebuilding], sendings: makeForeignFacts(seed, sent, { sendings, lasts }), isAnswered: backOffice };
}

interface Person {
  readonly account: Identity;
  readonly address: Identity;
  readonly device: Identity;
}

function personOf(prefix: string, number: number): Person {
  const name = `${prefix}-${String(number)}`;
  return { account: { kind: 'user-id', value: name }, address: { kind: 'email', value: `${name}@example.org` }, device: { kind: 'anonymous-id', value: name } };
}

/** A device is known by touchpoints that carry it and the account; an address only by what is stated. */
function makeTouchpoint(random: Random, id: string, { account, address, device }: Person): Touchpoint {
  const identities = random.pick<Touchpoint['identities']>([[account], [address], [device], [account, device], [device, account]]);
  const occurredAt = new Date(FIRST_DAY + Math.floor(random.unit() * DAYS * DAY)).toISOString();
  const common = { id, identities, occurredAt };
  const draw = random.unit();
  if (draw < 0.4) return { ...common, type: 'commerce.order-completed', data: { orderId: id, total: random.whole(1, 500), currency: 'EUR' } };
  if (draw < 0.45) return { ...common, type: 'feedback.received', data: { feedbackId: id, kind: 'complaint', topic: 'packaging' } };
  return { ...common, type: 'web.page-viewed', data: { url: `https://shop.example/${id}` } };
}

/** Each pair in turn linked and unlinked. */
function statements(random: Random, people: readonly Person[], count: number): Step[] {
  const linked = new Set<Person>();
  return Array.from({ length: count }, (): Step[] => {
    const person = people[random.whole(0, people.length - 1)];
    if (!person) return [];
    const kind = linked.has(person) ? 'unlink' : 'link';
    if (kind === 'link') linked.add(person);
    else linked.delete(person);
    return [{ at: 0, kind, a: person.account, b: person.address }];
  }).flat();
}
