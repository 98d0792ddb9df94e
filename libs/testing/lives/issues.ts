import { DAY, dayOf, formatTime, MINUTE, HOUR, type Moment } from '#kernel';

/** An issue of the newsletter: the same for everybody who gets it. */
export interface Issue {
  readonly at: Moment;
  readonly campaignId: string;
  readonly subject: string;
  readonly topic: string;
  readonly path: string;
}

/** A fortnight each, from January on: subject, topic. */
const THEMES: readonly (readonly [subject: string, topic: string])[] = [
  ['Quiet cups for a new year', 'tea'], ['Soup weather', 'books'], ['Coffee for grey mornings', 'coffee'], ['Something for the one you love', 'gifts'], ['Spring cleaning for your kettle', 'kitchenware'],
  ['The small bakery: five loaves for March', 'books'], ['First flush: the first samples are here', 'tea'], ['Easter brunch, without stress', 'sweets'], ['First flush Darjeeling has landed', 'tea'], ['Herbs for the window sill', 'home'],
  ['For mothers, and all who are like them', 'gifts'], ['Cold brew season', 'coffee'], ['Iced tea in four ways', 'tea'], ['Picnic baskets', 'home'], ['A summer with pickles', 'books'], ['Holiday reading for cooks', 'books'],
  ['New harvest: sencha and gyokuro', 'tea'], ['Back to the office, with better coffee', 'coffee'], ['Plum butter and other September things', 'sweets'], ['Chai weather', 'tea'], ['Mulled wine needs good spices', 'spices'],
  ['Wool, candles, stoneware', 'home'], ['Advent calendars: while they last', 'gifts'], ['The gift guide', 'gifts'], ['Last orders before Christmas', 'gifts'], ['Thank you for this year', 'tea'],
];
/** A week each, from mid-November on. */
const ADVENT: typeof THEMES = [
  ['Advent calendars: while they last', 'gifts'], ['The gift guide', 'gifts'], ['For the teacher, the neighbour, the postman', 'sweets'], ['Baking Sunday: all that you need', 'spices'], ['Last orders before Christmas', 'gifts'], ['Thank you for this year', 'tea'],
];
const SENT_AT = 6.5 * HOUR;
/** 1970-01-01 was a Thursday: weeks counted from it begin on the newsletter's day. */
const WEEK = 7;

/** The first issue strictly after the moment: every second Thursday, every Thursday in Advent. */
export function issueAfter(at: Moment): Issue {
  let week = Math.floor(dayOf(at - SENT_AT) / WEEK) + 1;
  while (!isIssued(week)) week += 1;
  const when = week * WEEK * DAY + SENT_AT;
  const [subject, topic] = themeOf(when);
  return { at: when, campaignId: `newsletter-${formatTime(when).slice(0, 10)}`, subject, topic, path: `/${topic}` };
}

/** Not everybody's mail goes out in the same minute. */
export const SENDING_TAKES = 25 * MINUTE;

function themeOf(when: Moment): (typeof THEMES)[number] {
  const advent = isAdvent(when) ? ADVENT[Math.floor((when - Date.UTC(new Date(when).getUTCFullYear(), 10, 15)) / (WEEK * DAY))] : undefined;
  return advent ?? THEMES[Math.min(THEMES.length - 1, Math.floor(dayOfYear(when) / 14))] ?? ['News from the kettle', 'tea'];
}

function isIssued(week: number): boolean {
  return week % 2 === 0 || isAdvent(week * WEEK * DAY);
}

/** When people buy presents: from 15 November to 19 December. */
function isAdvent(at: Moment): boolean {
  const date = new Date(at);
  return (date.getUTCMonth() === 10 && date.getUTCDate() > 14) || (date.getUTCMonth() === 11 && date.getUTCDate() < 20);
}

function dayOfYear(at: Moment): number {
  return dayOf(at) - dayOf(Date.UTC(new Date(at).getUTCFullYear(), 0, 1));
}
