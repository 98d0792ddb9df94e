import { DAY, HOUR, SECOND, type Moment } from '#kernel';
import { totalOf } from './basket';
import { laterWay, SEARCH_TERMS, type Way } from './campaigns';
import { QUESTIONS } from './conversations';
import { exponential, poisson } from './distributions';
import { shoppingTime } from './hours';
import type { Life } from './life';
import { clickMail, openMail, sendMail } from './mails';
import type { Device } from './person';
import { CATEGORIES, productNamed, type Product } from './products';
import { chat } from './talks';
import { fancy } from './taste';
import { Visit } from './visit';

/** A visit without a purchase: looking around, perhaps a question, perhaps a basket that is left standing. */
export function browse(life: Life, at: Moment, way: Way, landing = '/'): Visit {
  const { random } = life;
  const visit = new Visit(life, at, deviceFor(life), way, landing);
  if (random.chance(0.25)) visit.signIn();
  const seen = lookAround(visit, life, poisson(random, 2));
  const liked = seen[0];
  if (random.chance(0.04)) visit.help('shipping', 'How long does delivery take?');
  if (random.chance(0.015)) visit.error('E-500', 'Something went wrong. Please try again.', '/search');
  if (random.chance(0.012)) visit.configure(productNamed('Engraved Tea Caddy'), { engraving: life.person.firstName, colour: random.pick(['sage', 'cream', 'midnight']) });
  if (!liked) return visit;
  if (random.chance(0.05)) visit.wish(liked);
  if (random.chance(0.025)) visit.at = ask(life, visit, liked);
  if (random.chance(0.12)) leaveBasket(life, visit, liked);
  return visit;
}

/** Which of the person's devices it is this time: mostly the first. */
export function deviceFor({ person, random }: Life): Device {
  const { devices } = person;
  return devices[Math.floor(devices.length * random.unit() * random.unit())] ?? devices[0];
}

/** Looks around as people do: searches, a category, a few products of it, some of them again. Answers what was looked at. */
export function lookAround(visit: Visit, life: Life, views: number): Product[] {
  const { person, random } = life;
  const seen: Product[] = [];
  if (random.chance(0.2)) visit.search(random.pick(SEARCH_TERMS[random.chance(0.7) ? person.favourite : person.second]), random.chance(0.08) ? 0 : random.whole(2, 18));
  else if (views === 0 && random.chance(0.4)) visit.category(CATEGORIES[random.whole(0, CATEGORIES.length - 1)] ?? 'tea');
  for (let view = 0; view < views; view += 1) {
    const again = view > 0 && random.chance(0.2) ? seen[random.whole(0, seen.length - 1)] : undefined;
    const product = again ?? fancy(life, visit.at);
    if (view === 0 || random.chance(0.2)) visit.category(product.category);
    visit.view(product);
    seen.push(product);
  }
  return seen;
}

/** Comes back now and then, as long as there is interest. */
export function stayInterested(life: Life, at: Moment): void {
  if (life.interested) return;
  life.interested = true;
  const gap = exponential(life.random, (7 * DAY) / Math.max(life.person.visitsPerWeek, 0.01));
  const next = shoppingTime(life.random, at + gap, at + HOUR);
  life.plan(next, (self, now) => {
    self.interested = false;
    if (!self.loyal && self.random.chance(0.7)) return;
    browse(self, now, laterWay(self.random, self.person.favourite));
    stayInterested(self, now);
  });
}

function ask(life: Life, visit: Visit, about: Product): Moment {
  const { topic, lines } = life.random.pick(QUESTIONS);
  return chat(life, visit.at, visit.identities, topic, lines, { product: about.name }, visit.circumstances);
}

/** Puts something in and goes away; who may be written to is reminded the day after. */
function leaveBasket(life: Life, visit: Visit, liked: Product): void {
  const { random } = life;
  visit.add(liked, random.chance(0.8) ? 1 : 2);
  if (random.chance(0.4)) visit.add(fancy(life, visit.at));
  if (random.chance(0.15)) visit.remove(liked);
  if (visit.basket.length > 0 && random.chance(0.4)) visit.startCheckout();
  if (random.chance(0.05)) visit.error('card-declined', 'Your card was declined', '/checkout');
  if (!life.subscribed || !life.isSignedIn(visit.device) || totalOf(visit.basket) === 0) return;
  life.plan(visit.at + 22 * HOUR, (self, now) => {
    if ((self.orders.at(-1)?.at ?? 0) > visit.at) return;
    const sent = sendMail(self, now, { campaignId: 'basket-reminder', subject: 'Your basket is still here', purpose: 'marketing', template: 'basket' });
    if (!sent || !self.random.chance(0.45)) return;
    const opened = openMail(self, now, sent);
    if (self.random.chance(0.2)) clickMail(self, opened + 15 * SECOND, sent, '/basket');
  });
}
