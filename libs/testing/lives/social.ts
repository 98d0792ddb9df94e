import { DAY, MINUTE, type Moment } from '#kernel';
import type { Identity } from '#touchpoints';
import { company, SYSTEMS } from './company';
import { exponential } from './distributions';
import type { Life } from './life';
import { COMMENTS, MENTIONS, PRIVATE_QUESTIONS } from './opinions';

const BY_LISTENING = { source: SYSTEMS.listening };

/** `instagram:anna` is the handle `anna` on Instagram. */
function authorOf(handle: Identity): { readonly network: string; readonly author: string } {
  const [network = '', name = ''] = handle.value.split(':');
  return { network, author: `@${name}` };
}

export function follow(life: Life, at: Moment, handle: Identity): void {
  life.state(at, 'social.followed', [handle], { ...authorOf(handle), account: company.socialAccount }, BY_LISTENING);
}

export function comment(life: Life, at: Moment, handle: Identity, text: string = life.random.pick(COMMENTS)): void {
  life.state(at, 'social.commented', [handle], { ...authorOf(handle), postId: life.name('c'), text }, BY_LISTENING);
}

/** Speaks about the company in public. */
export function mention(life: Life, at: Moment, handle: Identity, [sentiment, text] = MENTIONS[life.random.whole(0, MENTIONS.length - 1)] ?? MENTION): void {
  life.state(at, 'social.mentioned', [handle], { ...authorOf(handle), postId: life.name('c'), text, sentiment }, BY_LISTENING);
}

/** Writes to the company, and gets an answer. */
export function writePrivately(life: Life, at: Moment, handle: Identity, text: string = life.random.pick(PRIVATE_QUESTIONS)): void {
  const conversationId = life.name('conv-');
  const names = [handle];
  life.state(at, 'social.message-posted', names, { ...authorOf(handle), conversationId, postId: life.name('c'), text, public: false }, BY_LISTENING);
}

/** Comments and asks now and then, ever more rarely. */
export function keepFollowing(life: Life, at: Moment, handle: Identity, gap = 12 * DAY): void {
  life.plan(at + exponential(life.random, gap) + MINUTE, (self, now) => {
    const said = self.random.unit();
    if (said < 0.7) comment(self, now, handle);
    else if (said < 0.85) mention(self, now, handle);
    else writePrivately(self, now, handle);
    keepFollowing(self, now, handle, gap * 1.25);
  });
}

const MENTION = [0, company.socialAccount] as const;
