import { DAY, HOUR, MINUTE } from '#kernel';
import { STORES } from '../company';
import { allowNewsletter } from '../consent';
import { askForOpinion, review } from '../feedback';
import type { Life } from '../life';
import { joinClub } from '../loyalty';
import { placeOrder } from '../orders';
import { productNamed } from '../products';
import { callIn, chat } from '../talks';
import { Visit } from '../visit';
import { device, owning, pay, take, type Character, type Story } from './character';

/** What she takes besides the Assam, every five weeks or so. */
const ORDERS: readonly (readonly [day: number, ...extras: string[]])[] = [
  [24, 'Winter Spice Tea 200 g', 'Tea Advent Calendar'], [41, 'Gingerbread Hearts 300 g'], [79, 'Tea Strainer Fine'], [115], [148, 'Alpine Herbs 60 g'], [171, 'Darjeeling First Flush 100 g'], [209, 'Letters from Uji'],
  [246, 'Peppermint Leaves 80 g'], [281, 'Honey from Lindens 500 g'], [322, 'Tea Tin 250 g'], [358, 'Winter Spice Tea 200 g'], [388, 'Tea Advent Calendar', 'Advent Chocolate Box'], [408, 'Linzer Cookies 250 g'], [446, 'The Tea Road'],
  [484], [520, 'Darjeeling First Flush 100 g'], [553, 'Alpine Herbs 60 g'], [590, 'Stoneware Mug'], [627, 'White Peony 50 g'], [662, 'Honey from Lindens 500 g'], [699, 'Winter Spice Tea 200 g'], [724, 'Tea Advent Calendar'],
];
const ASSAM = 'Assam Breakfast 250 g';

/** Retired, twelve cups a week, and she knows the people on the phone by name. */
export const loyalTeaBuyer: Character = {
  firstName: 'Rosa', lastName: 'Lindner', locale: 'de-AT', town: 'Vienna', favourite: 'tea', second: 'sweets', devices: owning('laptop', 'phone'), reads: 0.93, begins: 2,
  story: (story) => {
    const { life } = story;
    story.scene(2, 9, (self, at) => {
      const visit = new Visit(self, at, self.person.devices[0], { campaign: { source: 'kitchen-letters', medium: 'affiliate', name: 'teapots-tested' }, referrer: 'https://kitchen-letters.example.org/teapots-tested', costCents: 120 }, '/tea');
      visit.search('strong assam loose leaf', 4).view(productNamed(ASSAM)).help('brewing', 'How much tea for a litre?').view(productNamed(ASSAM)).add(productNamed(ASSAM), 1);
      visit.signUp();
      pay(self, visit);
      allowNewsletter(self, visit.at + MINUTE, self.customer, { source: 'sign-up form', confirms: true });
      self.plan(at + 9 * DAY, (later, then) => { review(later, then, productNamed(ASSAM), 1); });
    });
    story.scene(16, 10, (self, at) => { chatAboutWater(self, at); });
    for (const order of ORDERS) reorder(story, order);
    story.scene(42, 12, (self, at) => { joinClub(self, at); });
    story.scene(230, 11, (self, at) => {
      placeOrder(self, at, [{ product: productNamed('Glass Teapot 1.2 l'), quantity: 1 }], { way: 'store', identities: [self.card], store: STORES[0] });
    });
    story.scene(283, 9, (self, at) => { callIn(self, at, 'order', 'answered', 'Mrs Lindner asks whether the Assam is from the same garden as last year. It is. Sends her regards to Mira.'); });
    story.scene(330, 16, (self, at) => { askForOpinion(self, at, 1); });
    story.scene(592, 17, (self, at) => { self.state(at, 'feedback.received', self.customer, { kind: 'praise', topic: 'packaging', text: 'The new paper bags are a joy. My granddaughter paints on them.' }); });
    life.state(story.on(365, 10), 'profile.trait-observed', [life.userId], { traits: { role: 'grandmother', prefersStrongTea: true } });
  },
};

function reorder(story: Story, [day, ...extras]: readonly [number, ...string[]]): void {
  story.scene(day, 8 + (day % 4), (life, at) => {
    const mail = life.lastOpened;
    const recent = mail && at - mail.at < 4 * DAY ? { campaign: { source: 'newsletter', medium: 'email', ...(mail.mail.campaignId === undefined ? {} : { name: mail.mail.campaignId }) } } : {};
    const visit = new Visit(life, at, device(life, day % 5 === 0 ? 1 : 0), recent).signIn();
    take(visit, [ASSAM, 2], ...extras.map((name): [string] => [name]));
    pay(life, visit);
  });
}

function chatAboutWater(life: Life, at: number): void {
  const visit = new Visit(life, at, life.person.devices[0], {}, '/account').signIn();
  chat(life, visit.at, visit.identities, 'brewing', [
    ['customer', 'Good morning! The Assam is wonderful, but it clouds when it cools down. Is that a fault?'],
    ['agent', 'Good morning Mrs Lindner, {agent} here. Not at all: strong Assams "cream down" when they cool. It is a sign of quality.'],
    ['customer', 'Seventy-one years old and I still learn something about tea. Thank you, {agent}!'],
    ['agent', 'With pleasure. A dash of hot water makes it clear again, if the guests should ask.'],
  ], {}, visit.circumstances);
  new Visit(life, visit.at + HOUR, device(life, 1), {}, '/tea').page('/journal/assam-gardens', 'information', 'tea');
}
