import { DAY, HOUR, MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { deviceFor, lookAround, stayInterested } from './browsing';
import { laterWay, type Way } from './campaigns';
import { STORES } from './company';
import { allowNewsletter } from './consent';
import { gamma } from './distributions';
import { shoppingTime } from './hours';
import type { Life, Order } from './life';
import { joinClub } from './loyalty';
import { clickMail } from './mails';
import { allowPush } from './push';
import { placeOrder, type OrderTerms } from './orders';
import { mention } from './social';
import { callIn } from './talks';
import { fill } from './taste';
import { Visit } from './visit';
import { awaitSilence } from './win-back';

/** Buys when the time has come, and decides with each purchase whether it was the last: a renewal process with dropout, as BG/NBD supposes. */
export function buyFromNowOn(life: Life, first: Moment): void {
  life.nextPurchase = Math.floor(first);
  life.plan(first, purchase);
}

/** The next purchase, at the person's own pace. */
export function planPurchase(life: Life, at: Moment): void {
  const { cadence, rate } = life.person.purchasing;
  const due = life.setting.season.after(at, gamma(life.random, cadence, 1 / (cadence * rate)));
  buyFromNowOn(life, shoppingTime(life.random, due, at + 20 * MINUTE));
}

function purchase(life: Life, at: Moment): void {
  if (!life.loyal || at !== life.nextPurchase) return;
  const order = buySomewhere(life, at);
  settle(life, order);
}

/** What follows for the person from having bought. */
export function settle(life: Life, { at }: Order): void {
  const { person, random } = life;
  if (life.orders.length === 2 && random.chance(0.4)) joinClub(life, at + DAY);
  if (person.social && random.chance(0.08)) mention(life, at + random.between(4, 9) * DAY, person.social);
  if (random.chance(person.purchasing.dropout)) life.loyal = false;
  else planPurchase(life, at);
  awaitSilence(life, at, comeBack);
}

/** Won back: buys with the coupon, and is a customer again. */
export function comeBack(life: Life, at: Moment, way: Way, coupon: OrderTerms['coupon']): void {
  life.loyal = true;
  settle(life, buyOnline(life, at, way, coupon));
  stayInterested(life, at);
}

function buySomewhere(life: Life, at: Moment): Order {
  const { person, random } = life;
  const hasStore = person.town === 'Vienna' || person.town === 'Graz';
  if (hasStore && random.chance(0.12)) {
    const names = life.member ? [life.card] : life.orders.length > 0 || random.chance(0.5) ? [life.email] : [life.phone, life.email];
    return placeOrder(life, at, fill(life, at, random.whole(1, 3), 2), { way: 'store', identities: names, store: STORES[person.town === 'Vienna' ? 0 : 1] });
  }
  if (random.chance(0.025)) {
    const ended = callIn(life, at, 'order', 'sale');
    return placeOrder(life, ended, fill(life, at, random.whole(1, 3), 3), { way: 'phone', identities: [life.phone, ...life.customer] });
  }
  const mail = life.lastOpened;
  if (mail && at - mail.at < 6 * DAY && random.chance(0.6)) {
    const { campaignId } = mail.mail;
    clickMail(life, at - 5 * SECOND, mail.mail, '/');
    return buyOnline(life, at, { campaign: { source: 'newsletter', medium: 'email', ...(campaignId === undefined ? {} : { name: campaignId }) } });
  }
  return buyOnline(life, at, laterWay(random, person.favourite));
}

/** Comes with the intention to buy, and does. */
export function buyOnline(life: Life, at: Moment, way: Way, coupon?: OrderTerms['coupon']): Order {
  const { random } = life;
  const visit = new Visit(life, at, deviceFor(life), way);
  if (random.chance(0.5)) visit.signIn();
  const basket = fill(life, at, basketSize(life), 3);
  lookAround(visit, life, random.whole(0, 2));
  for (const { product, quantity } of basket) {
    if (random.chance(0.75)) visit.view(product);
    visit.add(product, quantity);
  }
  visit.startCheckout();
  return checkOut(life, visit, { ...(coupon ? { coupon } : {}) });
}

/** Pays for what is in the basket, as a known customer, a new one, or a guest. */
export function checkOut(life: Life, visit: Visit, terms: Omit<OrderTerms, 'identities'>): Order {
  const { person, random } = life;
  if (!life.registered && random.chance(0.68)) register(life, visit);
  else visit.signIn();
  const names: Identity[] = life.registered ? [life.userId, life.email, visit.device.identity] : [random.chance(0.3) ? (person.workEmail ?? life.email) : life.email, visit.device.identity];
  if (random.chance(0.15)) names.push(life.phone);
  return placeOrder(life, visit.at, visit.basket, { identities: names, ...terms });
}

/** Opens an account, mostly with a yes to the newsletter, sometimes to push messages. */
export function register(life: Life, visit: Visit): void {
  visit.signUp();
  if (life.random.chance(0.6)) allowNewsletter(life, visit.at, life.customer, { source: 'sign-up form' });
  if (visit.device.name === 'phone' && life.random.chance(0.15)) allowPush(life, visit.at + HOUR, visit.device);
}

/** One to five kinds of things. */
function basketSize({ random }: Life): number {
  return 1 + random.weighted([42, 27, 17, 9, 5]);
}
