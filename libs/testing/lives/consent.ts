import { MINUTE, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { SYSTEMS } from './company';
import type { Life } from './life';
import { clickMail, openMail, sendMail } from './mails';
import { nextIssue } from './newsletters';

const REGISTER = { source: SYSTEMS.consent };
const EMAIL_MARKETING = { purpose: 'marketing', channel: 'email' } as const;
const WORDING = { wording: 'Yes, send me news about tea, coffee and the kitchen. I can stop it at any time.', wordingVersion: '4' } as const;

export interface Consent {
  /** The form on which it was given. */
  readonly source: string;
  /** What was promised in exchange. */
  readonly incentive?: string;
  /** Whether the person follows the link in the confirmation mail; left out: most do. */
  readonly confirms?: boolean;
}

/** Says yes to the newsletter. It begins once the yes is confirmed from the mailbox, which some never do. */
export function allowNewsletter(life: Life, at: Moment, identities: readonly Identity[], { source, incentive, confirms = life.random.chance(0.86) }: Consent): void {
  const { random } = life;
  life.state(at, 'permission.granted', identities, { ...EMAIL_MARKETING, source, ...WORDING, ...(incentive === undefined ? {} : { incentive }) }, REGISTER);
  const sent = sendMail(life, at + MINUTE, { subject: 'Please confirm your address', purpose: 'service', template: 'double-opt-in' });
  if (!sent || !confirms) return;
  const opened = openMail(life, at + MINUTE, sent);
  clickMail(life, opened + 20_000, sent, '/newsletter/confirm');
  life.state(opened + 21_000, 'permission.confirmed', [life.email], { ...EMAIL_MARKETING, source: 'confirmation e-mail', wordingVersion: WORDING.wordingVersion }, REGISTER);
  life.plan(opened + 22_000, (self, now) => {
    self.subscribed = true;
    nextIssue(self, now);
  });
  if (random.chance(0.2)) life.state(opened + 5 * MINUTE, 'preference.topic-subscribed', life.customer, { topic: life.person.favourite, channel: 'email' }, REGISTER);
  if (random.chance(0.05)) {
    const { timeZone, locale } = life.person.country;
    life.state(opened + 7 * MINUTE, 'preference.contact-set', life.customer, { preferredChannel: 'email', channels: ['email', 'post'], atMost: { contacts: 1, days: 7 }, quietFrom: '21:00', quietTo: '08:00', timeZone, language: locale.slice(0, 2) }, REGISTER);
  }
}
