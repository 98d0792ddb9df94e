import { DAY, HOUR, MINUTE, type Moment } from '#kernel';
import { browse, lookAround, stayInterested } from './browsing';
import { buyFromNowOn, register } from './buying';
import { firstWay, laterWay } from './campaigns';
import { subscribeToBox } from './club-box';
import { company, SYSTEMS } from './company';
import { allowNewsletter } from './consent';
import { exponential } from './distributions';
import { speakUp } from './feedback';
import { shoppingTime } from './hours';
import type { Life, Step } from './life';
import type { Bent } from './person';
import { enquire } from './sales';
import { follow, keepFollowing } from './social';

/** How a life with the company begins, by what somebody is to it; the rest follows from it step by step. */
export const BEGINNINGS: Readonly<Record<Bent, Step>> = { 'passer-by': passBy, reader: read, buyer: discover, follower: hearOfIt, business: enquire };

/** Looks in once or a few times, perhaps puts something into a basket, and never says who it is. */
function passBy(life: Life, at: Moment): void {
  const { random } = life;
  browse(life, at, firstWay(random, life.person.favourite, at));
  if (random.chance(0.45)) life.plan(shoppingTime(random, at + exponential(random, 9 * DAY), at + HOUR), passBy);
}

/** Comes for the newsletter, reads it or not, and never buys. */
function read(life: Life, at: Moment): void {
  const { person, random } = life;
  const visit = browse(life, at, firstWay(random, person.favourite, at), '/journal');
  const names = [life.email, visit.device.identity];
  life.state(visit.at + MINUTE, 'web.form-submitted', names, { formId: 'newsletter', url: `${company.site}/journal`, fields: { firstName: person.firstName } }, visit.circumstances);
  allowNewsletter(life, visit.at + MINUTE + 1_000, names, { source: 'newsletter form', ...(random.chance(0.5) ? { incentive: 'brewing guide' } : {}) });
  stayInterested(life, visit.at);
}

/** Finds the shop, comes back once or twice, then buys. */
function discover(life: Life, at: Moment): void {
  const { person, random } = life;
  const visit = browse(life, at, firstWay(random, person.favourite, at));
  if (random.chance(0.12)) register(life, visit);
  const first = at + exponential(random, 9 * DAY) + 2 * HOUR;
  for (let more = random.whole(0, 2), when = at; more > 0; more -= 1) {
    when += ((first - at) / 3) * random.unit();
    life.plan(when, (self, now) => { browse(self, now, laterWay(self.random, self.person.favourite)); });
  }
  buyFromNowOn(life, shoppingTime(random, first, at + HOUR));
  stayInterested(life, at);
  laterInLife(life, at);
}

/** Follows the company where it posts; some leave an address for a prize, and a few of those buy. */
function hearOfIt(life: Life, at: Moment): void {
  const { person, random } = life;
  const { social } = person;
  if (!social) return;
  follow(life, at, social);
  keepFollowing(life, at, social);
  if (!random.chance(0.5)) return;
  const entered = at + random.between(1, 60) * DAY;
  const leadId = life.name('lead-');
  life.state(entered, 'lead.captured', [social, life.email], { leadId, source: social.value.slice(0, social.value.indexOf(':')), offer: 'prize draw: a teapot a week' }, { source: SYSTEMS.crm });
  if (random.chance(0.7)) allowNewsletter(life, entered + MINUTE, [life.email], { source: 'prize draw', incentive: 'a chance to win' });
  if (random.chance(0.3)) life.state(entered + 3 * DAY, 'lead.qualified', [life.email], { leadId, level: 'marketing', score: random.whole(30, 70) }, { source: SYSTEMS.crm });
  if (random.chance(0.25)) life.plan(entered + exponential(random, 30 * DAY), discover);
}

/** Things that befall some customers once. */
function laterInLife(life: Life, at: Moment): void {
  const { random } = life;
  const some = (): Moment => at + random.between(30, 500) * DAY;
  if (random.chance(0.05)) {
    life.plan(some(), (self, now) => {
      if (!self.registered || !self.loyal) return;
      const visit = browse(self, now, {}, '/boxes').signIn();
      lookAround(visit, self, 1);
      subscribeToBox(self, visit, self.person.favourite);
    });
  }
  if (random.chance(0.04)) life.plan(some(), (self, now) => { if (self.orders.length > 0) speakUp(self, now); });
  if (random.chance(0.03)) {
    const [lifeStage, previousLifeStage] = random.pick(LIFE_STAGES);
    life.state(some(), 'profile.life-stage-changed', [life.email], { lifeStage, previousLifeStage }, { source: SYSTEMS.crm });
  }
  if (random.chance(0.05)) life.plan(some(), (self, now) => { if (self.orders.length > 2) self.state(now, 'post.sent', [self.debtor, self.email], { mailingId: self.name('mailing-'), campaignId: 'catalogue', kind: 'catalogue', purpose: 'marketing' }, { source: SYSTEMS.crm }); });
}

type LifeStages = readonly [now: string, before: string];

const LIFE_STAGES: readonly [LifeStages, ...LifeStages[]] = [['parent', 'couple'], ['retired', 'working'], ['working', 'student'], ['couple', 'single']];
