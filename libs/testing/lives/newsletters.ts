import { DAY, MINUTE, type Moment } from '#kernel';
import { reportSpam, unsubscribe } from './leaving';
import { issueAfter, SENDING_TAKES, type Issue } from './issues';
import type { Life } from './life';
import { clickMail, openMail, sendMail } from './mails';
import { browse } from './browsing';

/** After so many issues left unopened the company stops writing. */
const PATIENCE = 14;

/** Awaits the next issue. */
export function nextIssue(life: Life, at: Moment): void {
  if (life.awaitsIssue) return;
  life.awaitsIssue = true;
  const issue = issueAfter(at);
  life.plan(issue.at + Math.floor(life.random.unit() * SENDING_TAKES), receive);
}

function receive(life: Life, at: Moment): void {
  life.awaitsIssue = false;
  if (!life.subscribed) return;
  const issue = issueAfter(at - SENDING_TAKES);
  const { person, random } = life;
  const { campaignId, subject, topic } = issue;
  const sent = sendMail(life, at, { campaignId, subject, purpose: 'marketing', topic, template: 'newsletter' });
  if (!sent) {
    if (person.unreachable) life.subscribed = false;
  } else if (random.chance(person.reads * (topic === person.favourite ? 1.4 : 1))) {
    life.ignored = 0;
    const opened = openMail(life, at + MINUTE, sent);
    life.lastOpened = { at: opened, mail: sent };
    if (random.chance(0.13)) follow(life, opened + random.between(5, 90) * 1_000, issue);
    if (random.chance(0.008)) life.plan(opened + MINUTE, (self, now) => { unsubscribe(self, now, sent, self.random.chance(0.5) ? 'too many e-mails' : undefined); });
    if (random.chance(0.0015)) life.plan(opened + MINUTE, (self, now) => { reportSpam(self, now, sent); });
  } else {
    life.ignored += 1;
    if (life.ignored >= PATIENCE) life.subscribed = false;
  }
  nextIssue(life, at + DAY);
}

/** Follows the link to the site. */
function follow(life: Life, at: Moment, issue: Issue): void {
  const mail = life.lastOpened?.mail;
  if (!mail) return;
  clickMail(life, at, mail, issue.path);
  life.plan(at + 4_000, (self, now) => { browse(self, now, { campaign: { source: 'newsletter', medium: 'email', name: issue.campaignId } }, issue.path); });
}
