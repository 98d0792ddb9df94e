import { DAY, formatTime, HOUR, MINUTE, type Moment } from '#kernel';
import { itemsOf, totalOf, type Line } from './basket';
import { browse, stayInterested } from './browsing';
import { firstWay } from './campaigns';
import { company, SALES, SYSTEMS } from './company';
import { officeTime } from './hours';
import type { Life } from './life';
import { sendMail, openMail } from './mails';
import { placeOrder } from './orders';
import { euro, productNamed } from './products';
import { callOut } from './talks';

const BY_CRM = { source: SYSTEMS.crm };
const WISHES: readonly [string, ...string[]] = [
  'We are an office of 40 and would like good coffee on both floors. What can you offer?', 'We open a small café in spring and look for a tea list of twelve sorts.', 'Thirty hampers for our clients at Christmas, with our logo on the card.',
  'For our seminar rooms: filter coffee, herbal teas, and the cups to go with them.',
];
const SORTS = ['House Espresso 500 g', 'Brazil Cerrado 1 kg', 'Assam Breakfast 250 g', 'Peppermint Leaves 80 g', 'Afternoon Tea Hamper', 'Filter Blend No. 4 500 g', 'Stoneware Mug', 'Espresso Forte 1 kg'] as const;

/** An office or a café asks for an offer: lead, talk, quote, and orders as long as both sides like it. */
export function enquire(life: Life, at: Moment): void {
  const { person, random } = life;
  const visit = browse(life, at, firstWay(random, person.favourite, at), '/for-offices');
  const message = random.pick(WISHES);
  const names = [life.email, visit.device.identity, life.phone];
  const leadId = life.name('lead-');
  life.state(visit.at + MINUTE, 'web.form-submitted', [life.email, visit.device.identity], { formId: 'for-offices', url: '/for-offices', fields: { company: `${person.lastName} & Partners`, message } }, visit.circumstances);
  life.state(visit.at + MINUTE + 2_000, 'lead.captured', names, { leadId, source: 'office form', offer: 'tasting box', message }, BY_CRM);
  const agentId = `sales-${random.pick(SALES)}`;
  const qualified = officeTime(random, visit.at + random.between(2, 50) * HOUR);
  if (random.chance(0.25)) {
    life.state(qualified, 'lead.disqualified', [life.email], { leadId, reason: random.pick(['only asked for prices', 'too small', 'outside the delivery area']), agentId }, BY_CRM);
    return;
  }
  const propensities = [{ productId: productNamed(random.pick(SORTS)).productId, propensity: random.whole(20, 80) / 100 }];
  life.state(qualified, 'lead.qualified', [life.email], { leadId, level: 'sales', score: random.whole(50, 95), propensities, agentId }, BY_CRM);
  callOut(life, qualified + HOUR, 'sales', 'meeting-agreed', 'Wants to taste before deciding.', agentId);
  const met = officeTime(random, qualified + random.between(3, 12) * DAY);
  life.state(met, 'meeting.held', [life.email], { meetingId: life.name('meeting-'), subject: 'Tasting', place: person.town, durationMinutes: random.whole(30, 90), agentId, notes: 'Liked the Brazil best. Decision is with the office manager.' }, BY_CRM);
  life.plan(officeTime(random, met + 20 * HOUR), quote);
  stayInterested(life, met);
}

/** Offers a price for a month. Accepted, it becomes an order, and in time the next one. */
function quote(life: Life, at: Moment): void {
  const { person, random } = life;
  const lines: Line[] = [];
  for (let line = random.whole(1, 4); line > 0; line -= 1) lines.push({ product: productNamed(SORTS[(person.number + line * 3) % SORTS.length] ?? SORTS[0]), quantity: random.whole(5, 30) });
  const offer = { quoteId: life.name('q'), total: euro(totalOf(lines)), currency: company.currency };
  life.state(at, 'commerce.quote-issued', [life.email, life.debtor], { ...offer, items: itemsOf(lines), validUntil: formatTime(Math.floor(at + 30 * DAY)) }, BY_CRM);
  const sent = sendMail(life, at + MINUTE, { subject: `Our offer ${offer.quoteId}`, purpose: 'service', template: 'quote' });
  if (sent) openMail(life, at + MINUTE, sent);
  if (!random.chance(life.orders.length > 0 ? 0.9 : 0.55)) {
    life.state(at + 30 * DAY, 'commerce.quote-expired', [life.email], { quoteId: offer.quoteId }, BY_CRM);
    return;
  }
  life.plan(officeTime(random, at + random.between(1, 20) * DAY), (self, now) => {
    const order = placeOrder(self, now, lines, { way: 'quote', identities: [life.email, life.debtor] });
    self.state(now, 'commerce.quote-accepted', [life.email], { ...offer, orderId: order.orderId }, BY_CRM);
    if (self.random.chance(person.purchasing.dropout)) self.loyal = false;
    else self.plan(officeTime(self.random, self.setting.season.after(now, 2 + 1 / person.purchasing.rate * self.random.between(0.7, 1.3))), quote);
  });
}
