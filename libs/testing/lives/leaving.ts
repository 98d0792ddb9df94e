import { DAY, HOUR, type Moment } from '#kernel';
import { SYSTEMS } from './company';
import { exponential } from './distributions';
import type { Life } from './life';
import type { SentMail } from './sent-mail';

const REGISTER = { source: SYSTEMS.consent };
const EMAIL_MARKETING = { purpose: 'marketing', channel: 'email' } as const;

/** Wants to hear no more, by the link in a mail. */
export function unsubscribe(life: Life, at: Moment, mail: SentMail, reason: string | undefined): void {
  life.subscribed = false;
  const names = [life.email];
  life.state(at, 'email.unsubscribed', names, reason === undefined ? mail : { ...mail, reason }, { source: SYSTEMS.mail });
  if (reason === undefined && mail.topic !== undefined) life.state(at + 4_000, 'preference.topic-unsubscribed', names, { topic: mail.topic, channel: 'email' }, REGISTER);
  if (reason !== undefined) life.state(at + 5_000, 'permission.withdrawn', names, { ...EMAIL_MARKETING, source: 'unsubscribe page', reason }, REGISTER);
}

/** Calls a mail spam: the mail provider reports it some hours later. */
export function reportSpam(life: Life, at: Moment, mail: SentMail): void {
  life.subscribed = false;
  life.state(at + exponential(life.random, 3 * HOUR), 'email.complained', [life.email], mail, { source: SYSTEMS.mail });
  life.state(at + DAY, 'permission.withdrawn', [life.email], { ...EMAIL_MARKETING, source: 'spam report' }, REGISTER);
}
