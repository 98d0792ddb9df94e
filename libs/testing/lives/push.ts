import { DAY, MINUTE, SECOND, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { browse } from './browsing';
import { SYSTEMS } from './company';
import type { Life } from './life';
import type { Device } from './person';

const BY_MESSAGES = { source: SYSTEMS.messages };
const TEXTS: readonly [string, ...string[]] = ['New this week: white peony from the spring harvest.', 'Your favourite is back in stock.', 'Free shipping until Sunday night.', 'A cup of something warm? 15 % on all kettles today.'];

/** Lets the app send push messages to this phone: the phone's own number is seen with the account. */
export function allowPush(life: Life, at: Moment, { identity }: Device): void {
  const phone: Identity = { kind: 'device-id', value: `push-${identity.value}` };
  life.state(at, 'permission.granted', [life.userId, phone], { purpose: 'marketing', channel: 'push', source: 'app' }, { source: SYSTEMS.consent });
  nextPush(life, at, phone);
}

/** Every month or two, until the third is left lying in a row. */
function nextPush(life: Life, at: Moment, phone: Identity, ignored = 0): void {
  life.plan(at + life.random.between(25, 60) * DAY, (self, now) => {
    const message = { messageId: self.name('push-'), medium: 'push', campaignId: 'app-news', purpose: 'marketing' };
    self.state(now, 'messaging.sent', [phone], { ...message, text: self.random.pick(TEXTS) }, BY_MESSAGES);
    self.state(now + 2 * SECOND, 'messaging.delivered', [phone], message, BY_MESSAGES);
    const clicked = self.random.chance(0.2);
    if (clicked) {
      const later = now + self.random.between(1, 200) * MINUTE;
      self.state(later, 'messaging.clicked', [phone], { ...message, url: '/new' }, BY_MESSAGES);
      self.plan(later + SECOND, (again, then) => { browse(again, then, { campaign: { source: 'app', medium: 'push', name: 'app-news' } }, '/new'); });
    }
    if (clicked || ignored < 2) nextPush(self, now, phone, clicked ? 0 : ignored + 1);
  });
}
