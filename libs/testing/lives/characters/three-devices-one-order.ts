import { DAY, formatTime, HOUR } from '#kernel';
import { itemsOf } from '../basket';
import type { Way } from '../campaigns';
import { SYSTEMS } from '../company';
import { allowNewsletter } from '../consent';
import { askForOpinion } from '../feedback';
import type { Life } from '../life';
import { placeOrder } from '../orders';
import { euro, productNamed } from '../products';
import { callIn, callOut, chat } from '../talks';
import { Visit } from '../visit';
import { device, owning, pay, take, type Character } from './character';

const GOOSENECK = 'Gooseneck Kettle Electric';
const GRINDER = 'Hand Grinder Steel';
const SEARCHED: Way = { campaign: { source: 'google', medium: 'cpc', name: 'kitchenware-search', term: 'espresso cups for guesthouse' }, referrer: 'https://www.google.com/', costCents: 91 };

/** Fits out the breakfast room of a guesthouse: looks for weeks on the phone, the office laptop and the tablet at home, as three strangers; then signs up, and they turn out to be one. */
export const threeDevicesOneOrder: Character = {
  firstName: 'Marta', lastName: 'Oberhuber', locale: 'it-IT', town: 'Bolzano', favourite: 'kitchenware', second: 'coffee', devices: owning('phone', 'laptop', 'tablet'), reads: 0.4, begins: 20,
  story: (story) => {
    story.scene(20, 7, (life, at) => { on(life, at, 0, SEARCHED, '/kitchenware').search('espresso cups for guesthouse', 3).view(productNamed('Espresso Cups Set of 4')).view(productNamed('Milk Jug 0.35 l')); });
    story.scene(23, 10, (life, at) => { on(life, at, 1).category('kitchenware').view(productNamed(GOOSENECK)).view(productNamed('French Press 0.8 l')).view(productNamed(GOOSENECK)).page('/for-offices', 'information'); });
    story.scene(25, 21, (life, at) => { on(life, at, 2).category('home').view(productNamed('Stoneware Mug')).view(productNamed('Linen Napkins Set of 4')).view(productNamed('Bread Basket')); });
    story.scene(29, 7, (life, at) => { on(life, at, 0).view(productNamed('Stoneware Mug')).help('shipping-abroad', 'Do you deliver to South Tyrol?').view(productNamed(GRINDER)); });
    story.scene(31, 11, (life, at) => {
      const visit = take(on(life, at, 1), ['Stoneware Mug', 6], [GOOSENECK]).startCheckout();
      chat(life, visit.at, visit.identities, 'quantity', [
        ['customer', 'Hello, can I order 24 mugs? The field stops at 12.'],
        ['agent', 'Hello! We have 30 here. I have raised the limit for your basket, please reload.'],
        ['customer', 'And do they survive the dishwasher? Every day, I mean. It is a guesthouse.'],
        ['agent', 'We have used ours in the office since 2019, two cycles a day.'],
        ['customer', 'That is what I wanted to hear. I will talk to my husband.'],
      ], {}, visit.circumstances);
    });
    story.scene(36, 22, (life, at) => { on(life, at, 2).view(productNamed('Stoneware Mug')).view(productNamed(GOOSENECK)).view(productNamed('Brazil Cerrado 1 kg')); });
    story.scene(38, 9, (life, at) => { theBigOrder(life, at); });
    story.scene(39, 7, (life, at) => { on(life, at, 0).signIn().page('/account/orders', 'account'); });
    story.scene(43, 21, (life, at) => { on(life, at, 2).signIn().page('/account/orders', 'account').view(productNamed('Honey from Lindens 500 g')); });
    story.scene(45, 8, (life, at) => { callIn(life, at, 'invoice', 'answered', 'Needs the invoice made out to Pension Oberhuber. Done. Breakfast room opens on 20 December.'); });
    story.scene(60, 10, (life, at) => { askForOpinion(life, at, 0.97); });
    story.scene(69, 9, (life, at) => { callOut(life, at, 'care', 'satisfied', 'All 24 mugs in use. Asks for a monthly delivery of coffee.', 'sales-marco'); });
    story.scene(75, 9, (life, at) => { theQuote(life, at); });
    for (const day of [128, 170, 215, 262, 301, 347, 399, 441, 492, 540, 588, 631, 676, 719]) {
      story.scene(day, 8, (life, at) => { pay(life, take(on(life, at, 1).signIn(), ['Brazil Cerrado 1 kg', 8], ['Assam Breakfast 250 g', 4], ...(day % 2 === 0 ? [['Honey from Lindens 500 g', 6] as const] : []))); });
    }
  },
};

function on(life: Life, at: number, which: 0 | 1 | 2, way: Way = {}, landing = '/'): Visit {
  return new Visit(life, at, device(life, which), way, landing);
}

function theBigOrder(life: Life, at: number): void {
  const visit = take(on(life, at, 1), ['Stoneware Mug', 24], [GOOSENECK, 2], ['French Press 0.8 l', 8], [GRINDER], ['Milk Jug 0.35 l', 8], ['Brazil Cerrado 1 kg', 10], ['Assam Breakfast 250 g', 6], ['Linen Napkins Set of 4', 8], ['Bread Basket', 8]);
  visit.error('card-declined', 'Your card was declined', '/checkout').signUp();
  pay(life, visit);
  allowNewsletter(life, visit.at, life.customer, { source: 'sign-up form', confirms: true });
  life.state(visit.at + HOUR, 'profile.trait-observed', life.customer, { traits: { company: 'Pension Oberhuber', role: 'owner', rooms: 11 } }, { source: SYSTEMS.crm });
}

function theQuote(life: Life, at: number): void {
  const lines = [{ product: productNamed('Brazil Cerrado 1 kg'), quantity: 24 }, { product: productNamed('House Espresso 500 g'), quantity: 24 }];
  const total = euro(lines.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0));
  const quote = { quoteId: life.name('q'), total, currency: 'EUR' };
  const by = { source: SYSTEMS.crm };
  life.state(at, 'commerce.quote-issued', [life.email, life.debtor], { ...quote, items: itemsOf(lines), validUntil: formatTime(at + 30 * DAY) }, by);
  life.plan(at + 5 * DAY, (self, now) => {
    const order = placeOrder(self, now, lines, { way: 'quote', identities: [self.email, self.debtor], handling: { daysLate: 0 } });
    self.state(now, 'commerce.quote-accepted', [self.email], { ...quote, orderId: order.orderId }, by);
  });
}
