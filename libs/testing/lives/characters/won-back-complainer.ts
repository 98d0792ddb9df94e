import { DAY, HOUR, MINUTE, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { SYSTEMS } from '../company';
import { allowNewsletter } from '../consent';
import { askForOpinion, review } from '../feedback';
import { unsubscribe } from '../leaving';
import type { Life, Order } from '../life';
import { openMail, sendMail } from '../mails';
import { productNamed } from '../products';
import { refund } from '../refunds';
import { mention } from '../social';
import { chat } from '../talks';
import { Visit } from '../visit';
import { device, owning, pay, take, type Character } from './character';

const BY_DESK = { source: SYSTEMS.desk };
const BY_CALLS = { source: SYSTEMS.calls };
const HAMPER = 'Afternoon Tea Hamper';

/** Two late parcels in a row, a public rage, eight months of silence; then somebody rings up and means it. */
export const wonBackComplainer: Character = {
  firstName: 'Viktor', lastName: 'Hradil', locale: 'de-AT', town: 'Graz', favourite: 'gifts', second: 'coffee', devices: owning('phone', 'laptop'), social: 'mastodon:viktor_grantelt', reads: 0.6, begins: 9,
  story: (story) => {
    story.scene(9, 20, (life, at) => {
      const visit = new Visit(life, at, life.person.devices[0], { campaign: { source: 'google', medium: 'cpc', name: 'christmas-gifts', term: 'tea advent calendar' }, referrer: 'https://www.google.com/', costCents: 92 }, '/gifts');
      take(visit, ['Tea Advent Calendar', 2]).signUp();
      pay(life, visit);
      allowNewsletter(life, visit.at, life.customer, { source: 'sign-up form', confirms: true });
    });
    story.scene(38, 21, (life, at) => {
      const visit = take(new Visit(life, at, device(life, 1)), [HAMPER, 3], ['House Espresso 500 g', 2]);
      const order = pay(life, visit, { handling: { daysLate: 9.4 } });
      life.plan(at + 5 * DAY, (self, now) => { askWhereItIs(self, now, order); });
      life.plan(at + 15 * DAY, (self, now) => { review(self, now, productNamed(HAMPER), 0.15); });
    });
    story.scene(101, 12, (life, at) => {
      const order = pay(life, take(new Visit(life, at, life.person.devices[0]), ['Espresso Forte 1 kg', 2], ['Moka Pot 6 Cups']), { handling: { daysLate: 5.5 } });
      life.plan(at + 7 * DAY, (self, now) => { loseTemper(self, now, order); });
    });
    story.scene(333, 9, (life, at) => {
      life.state(at, 'post.sent', [life.debtor, life.email], { mailingId: life.name('mailing-'), campaignId: 'we-have-changed-the-carrier', kind: 'handwritten letter', purpose: 'service' }, { source: SYSTEMS.crm });
    });
    story.scene(339, 9, (life, at) => { ringUp(life, at); });
    story.scene(341, 20, (life, at) => { comeBack(life, at); });
    for (const day of [389, 431, 478, 520, 561, 604, 652, 690, 718]) {
      story.scene(day, 19, (life, at) => { pay(life, take(new Visit(life, at, device(life, day % 2)), ['Espresso Forte 1 kg', 2], ...(day % 4 === 1 ? [['Salted Caramels 160 g'] as const] : []))); });
    }
    story.scene(408, 18, (life, at) => { pay(life, take(new Visit(life, at, device(life, 1)), [HAMPER, 3])); });
    story.scene(413, 18, (life, at) => { if (life.person.social) mention(life, at, life.person.social, [0.8, 'I take it back about @leafandladle. Ordered on Sunday, here before the week was out, and a card with my name on it. Humbled.']); });
  },
};

function askWhereItIs(life: Life, at: Moment, order: Order): void {
  const visit = new Visit(life, at, life.person.devices[0], {}, '/account/orders').signIn().help('tracking', 'Where is my parcel?').page('/account/orders', 'account').help('tracking', 'Where is my parcel?');
  const ended = chat(life, visit.at, visit.identities, 'delivery', [
    ['customer', 'Order {order}. Three hampers. They are presents. It is the middle of December and they are "in transit".'],
    ['bot', 'Your parcel is in transit. Can I help you with anything else?'],
    ['customer', 'A human being, please.'],
    ['agent', 'Good evening {name}, {agent} here, human. The carrier has lost sight of it in Wels. I am having it searched for tonight.'],
    ['customer', 'I need them by the twentieth. Otherwise you can keep them.'],
    ['agent', 'I will call you tomorrow in any case, and pay back the shipping now.'],
  ], { order: order.orderId }, visit.circumstances);
  const names = life.customer;
  const caseId = life.name('case-');
  life.state(ended + MINUTE, 'case.opened', names, { caseId, subject: 'Christmas hampers lost in transit', category: 'delivery', priority: 'high', orderId: order.orderId, description: 'Three hampers, needed by 20 December. Carrier lost them in Wels.' }, BY_DESK);
  life.state(ended + 20 * MINUTE, 'case.assigned', names, { caseId, agentId: 'agent-ines', team: 'delivery' }, BY_DESK);
  life.state(ended + 17 * HOUR, 'case.solution-proposed', names, { caseId, solution: 'Found, express to Graz, ten euro back.', agentId: 'agent-ines' }, BY_DESK);
  life.plan(ended + 18 * HOUR, (self, now) => { refund(self, now, order, 1_000, 'late parcel'); });
  life.state(ended + 9 * DAY, 'case.resolved', names, { caseId, resolution: 'delivered on 23 December', agentId: 'agent-ines' }, BY_DESK);
  life.plan(ended + 9 * DAY + HOUR, (self, now) => { askForOpinion(self, now, 0.4, 'after-case'); });
}

function loseTemper(life: Life, at: Moment, order: Order): void {
  const { phone } = life;
  const { social } = life.person;
  const call = { callId: life.name('call-'), agentId: 'agent-pavel' };
  life.state(at, 'call.received', [phone], { ...call, number: phone.value, topic: 'delivery', waitSeconds: 610 }, BY_CALLS);
  life.state(at + 14 * MINUTE, 'call.ended', [phone], { ...call, durationSeconds: 230, resolved: false }, BY_CALLS);
  life.state(at + 16 * MINUTE, 'call.dispositioned', [phone, ...life.customer], { ...call, disposition: 'complaint', notes: 'Second late parcel. Waited ten minutes in the queue. Hung up.' }, BY_CALLS);
  const names: readonly Identity[] = life.customer;
  const caseId = life.name('case-');
  life.state(at + 20 * MINUTE, 'case.opened', names, { caseId, subject: 'Late again', category: 'delivery', priority: 'high', orderId: order.orderId, description: 'Again! Do you own a calendar?' }, BY_DESK);
  life.state(at + DAY, 'case.assigned', names, { caseId, agentId: 'agent-pavel', team: 'delivery' }, BY_DESK);
  life.state(at + 3 * DAY, 'case.resolved', names, { caseId, resolution: 'delivered', agentId: 'agent-pavel' }, BY_DESK);
  life.state(at + 3 * DAY + 2 * HOUR, 'case.reopened', names, { caseId, reason: 'Delivered with the moka pot missing. Well done.' }, BY_DESK);
  life.state(at + 7 * DAY, 'case.solution-proposed', names, { caseId, solution: 'The pot follows, or the money back.', agentId: 'agent-pavel' }, BY_DESK);
  life.plan(at + 8 * DAY, (self, now) => { refund(self, now, order, 3_850, 'moka pot missing'); });
  life.state(at + 8 * DAY + HOUR, 'case.resolved', names, { caseId, resolution: 'refunded', agentId: 'agent-pavel' }, BY_DESK);
  if (social) {
    life.state(at + HOUR, 'profile.trait-observed', [social, life.email], { traits: { mastodon: '@viktor_grantelt' } }, { source: SYSTEMS.crm });
    mention(life, at + 2 * HOUR, social, [-0.9, 'Dear @leafandladle, two orders, two late parcels, eleven minutes of pan flute on the phone. Goodbye.']);
  }
  life.plan(at + 4 * DAY, (self, now) => {
    const sent = sendMail(self, now, { campaignId: 'coffee-weeks', subject: 'Viktor, your beans are on sale', purpose: 'marketing', template: 'offer' });
    if (!sent) return;
    self.plan(openMail(self, now, sent) + 10 * MINUTE, (later, then) => { unsubscribe(later, then, sent, 'First the parcel, then the adverts.'); });
  });
}

function ringUp(life: Life, at: Moment): void {
  const { phone, email } = life;
  const call = { callId: life.name('call-'), agentId: 'agent-mira' };
  life.state(at, 'call.placed', [phone, email], { ...call, number: phone.value, purpose: 'win-back', campaignId: 'we-have-changed-the-carrier', answered: true }, BY_CALLS);
  life.state(at + 11 * MINUTE, 'call.ended', [phone, email], { ...call, durationSeconds: 655 }, BY_CALLS);
  life.state(at + 13 * MINUTE, 'call.dispositioned', [phone, email], { ...call, disposition: 'offer-accepted', notes: 'Apologised. New carrier, own number to call. He laughed about the pan flute. Coupon sent.' }, BY_CALLS);
}

function comeBack(life: Life, at: Moment): void {
  const visit = new Visit(life, at, device(life, 1), { campaign: { source: 'win-back', medium: 'call', name: 'we-have-changed-the-carrier' } }).signIn();
  pay(life, take(visit, ['Espresso Forte 1 kg', 1], ['Moka Pot 6 Cups']), { coupon: { code: 'SORRY-VIKTOR', percent: 20 } });
  life.plan(at + 6 * DAY, (self, now) => { askForOpinion(self, now, 0.9); });
  allowNewsletter(life, at + 10 * DAY, life.customer, { source: 'account page', confirms: true });
}
