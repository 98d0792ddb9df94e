import { DAY, HOUR, MINUTE, SECOND, type Moment } from '#kernel';
import { AGENTS, SYSTEMS } from './company';
import { CALMING, type Complaint, COMPLAINTS, fillIn, THANKS, type Trouble } from './conversations';
import { askForOpinion } from './feedback';
import { officeTime } from './hours';
import type { Life, Order } from './life';
import type { Product } from './products';
import { refund } from './refunds';
import { callIn, chat } from './talks';
import { Visit } from './visit';

const BY_DESK = { source: SYSTEMS.desk };

/** A complaint, by the way that the customer likes best: chat, call, e-mail or form. Then the desk's work on it, and what is left of the mood. */
export function complain(life: Life, at: Moment, trouble: Trouble, order: Order, product: Product): void {
  const { random } = life;
  const complaint = COMPLAINTS[trouble];
  const told = fillIn(random.pick(complaint.tellings), { order: order.orderId, product: product.name });
  const ended = tell(life, at, complaint, told, order, product);
  workOn(life, ended, complaint, told, order);
}

function tell(life: Life, at: Moment, complaint: Complaint, told: string, order: Order, product: Product): Moment {
  const { person, random } = life;
  const way = random.weighted([40, 28, 17, 15]);
  if (way === 1) return callIn(life, officeTime(random, at), complaint.category, 'case-opened', told);
  if (way === 2) {
    life.state(at, 'email.replied', [life.email], { messageId: life.name('m'), subject: `Re: your order ${order.orderId}`, text: told }, { source: SYSTEMS.mail });
    return at;
  }
  const visit = new Visit(life, at, person.devices[0], {}, '/help').signIn().help(complaint.category, complaint.subject);
  if (way === 3) {
    life.state(visit.at, 'web.form-submitted', [...visit.identities, life.email], { formId: 'contact', url: '/help/contact', fields: { subject: complaint.subject, message: told } }, visit.circumstances);
    return visit.at;
  }
  return chat(life, visit.at, visit.identities, complaint.category, [['customer', told], ['agent', random.pick(CALMING)], ['agent', complaint.solution], ['customer', random.pick(THANKS)]],
    { order: order.orderId, product: product.name }, visit.circumstances);
}

function workOn(life: Life, at: Moment, complaint: Complaint, told: string, order: Order): void {
  const { person, random } = life;
  const names = life.customer;
  const caseId = life.name('case-');
  const agentId = `agent-${random.pick(AGENTS)}`;
  const { subject, category, solution, resolution } = complaint;
  life.state(at + MINUTE, 'case.opened', names, { caseId, subject, category, priority: random.chance(0.2) ? 'high' : 'normal', orderId: order.orderId, description: told }, BY_DESK);
  const assigned = officeTime(random, at + random.between(5, 240) * MINUTE);
  life.state(assigned, 'case.assigned', names, { caseId, agentId, team: category }, BY_DESK);
  const proposed = officeTime(random, assigned + random.between(0.3, 30) * HOUR);
  life.state(proposed, 'case.solution-proposed', names, { caseId, solution, agentId }, BY_DESK);
  if (complaint.refunded > 0) life.plan(proposed + 3 * HOUR, (self, now) => { refund(self, now, order, Math.floor(order.cents * complaint.refunded), resolution); });
  let resolved = proposed + random.between(0.2, 3) * DAY;
  life.state(resolved, 'case.resolved', names, { caseId, resolution, agentId }, BY_DESK);
  const again = random.chance(0.1);
  if (again) {
    life.state(resolved + DAY, 'case.reopened', names, { caseId, reason: 'It has been promised, and nothing has come.' }, BY_DESK);
    resolved = officeTime(random, resolved + 2 * DAY);
    life.state(resolved, 'case.resolved', names, { caseId, resolution, agentId }, BY_DESK);
  }
  const days = (resolved - at) / DAY;
  const mood = Math.max(0, Math.min(1, person.patience + 0.35 - 0.09 * days - (again ? 0.4 : 0)));
  if (random.chance(0.35)) life.plan(resolved + 5 * HOUR + 20 * SECOND, (self, now) => { askForOpinion(self, now, mood, 'after-case'); });
  if (random.chance(0.5 * (1 - mood))) life.plan(resolved, (self) => { self.loyal = false; });
}
