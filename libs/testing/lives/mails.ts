import { MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { exponential } from './distributions';
import { SYSTEMS } from './company';
import type { Life } from './life';
import type { SentMail } from './sent-mail';

export interface Mail {
  readonly subject: string;
  readonly purpose: 'marketing' | 'service';
  readonly template: string;
  readonly campaignId?: string;
  readonly topic?: string;
}

const BY_MAIL = { source: SYSTEMS.mail };

/** Writes to the customer: sent, then delivered or bounced. Answers the mail where it arrived. */
export function sendMail(life: Life, at: Moment, mail: Mail, address: Identity = life.email): SentMail | undefined {
  const { template, ...rest } = mail;
  const sent: SentMail = { messageId: life.name('m'), ...rest };
  const to = [address];
  life.state(at, 'email.sent', to, { ...sent, template }, BY_MAIL);
  const takes = life.random.between(1, 40) * SECOND;
  if (life.person.unreachable) {
    life.state(at + takes, 'email.bounced', to, { ...sent, kind: 'hard', reason: 'mailbox does not exist' }, BY_MAIL);
    return undefined;
  }
  if (life.random.chance(0.004)) {
    life.state(at + takes, 'email.bounced', to, { ...sent, kind: 'soft', reason: 'mailbox is full' }, BY_MAIL);
    return undefined;
  }
  life.state(at + takes, 'email.delivered', to, sent, BY_MAIL);
  return sent;
}

/** Opens it some hours later, or at once where the mail program fetches pictures ahead. Answers when. */
export function openMail(life: Life, at: Moment, mail: SentMail, address: Identity = life.email): Moment {
  const machine = life.random.chance(0.08);
  const opened = at + MINUTE + (machine ? 0 : exponential(life.random, 300 * MINUTE));
  life.state(opened, 'email.opened', [address], machine ? { ...mail, machine } : mail, BY_MAIL);
  return opened;
}

export function clickMail(life: Life, at: Moment, mail: SentMail, url: string): void {
  life.state(at, 'email.clicked', [life.email], { ...mail, url }, BY_MAIL);
}

/** A mail about an order: mostly opened, since it is waited for. */
export function sendServiceMail(life: Life, at: Moment, template: string, subject: string, address?: Identity): void {
  const sent = sendMail(life, at, { subject, purpose: 'service', template }, address);
  if (sent && life.random.chance(0.55)) openMail(life, at, sent, address);
}
