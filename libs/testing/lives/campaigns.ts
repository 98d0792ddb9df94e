import type { Campaign } from '#touchpoints';
import type { Moment } from '#kernel';
import type { Random } from './random';
import { CATEGORIES, type Category } from './products';

/** How somebody came to the site. */
export interface Way {
  readonly campaign?: Campaign;
  readonly referrer?: string;
  /** What the click cost, in cents. */
  readonly costCents?: number;
}

/** What people type, on the site and into a search engine, when they want something of the category. */
export const SEARCH_TERMS: Readonly<Record<Category, readonly [string, ...string[]]>> = {
  tea: ['first flush darjeeling', 'earl grey loose leaf', 'matcha powder', 'gyokuro', 'herbal tea for the evening', 'caffeine free tea', 'chai spices', 'sencha', 'peppermint tea organic', 'oolong'],
  coffee: ['espresso beans 1kg', 'filter coffee medium roast', 'decaf coffee', 'coffee subscription', 'yirgacheffe', 'viennese coffee', 'coffee without acid', 'cold brew'],
  kitchenware: ['glass teapot with strainer', 'hand coffee grinder', 'gooseneck kettle', 'french press', 'moka pot induction', 'cast iron teapot', 'matcha whisk', 'pour over'],
  books: ['cookbook soups', 'book about tea', 'bread baking book', 'fermenting for beginners', 'vienna coffee house book', 'pickles'],
  sweets: ['linzer cookies', 'dark chocolate without milk', 'shortbread', 'advent chocolate', 'honey', 'marzipan', 'salted caramel'],
  spices: ['saffron threads', 'mulled wine spice', 'vanilla pods', 'smoked paprika', 'garam masala', 'cardamom pods'],
  gifts: ['gift for tea lovers', 'tea advent calendar', 'gift card', 'birthday present colleague', 'hamper delivered', 'gift for father coffee', 'engraved tin', 'wedding present kitchen'],
  home: ['wool blanket grey', 'beeswax candles', 'linen tea towel', 'stoneware mug handmade', 'oak tray', 'bread basket'],
};

const CHRISTMAS: readonly Way[] = [
  { campaign: { source: 'google', medium: 'cpc', name: 'christmas-gifts', term: 'gift for tea lovers' }, costCents: 92 },
  { campaign: { source: 'instagram', medium: 'paid-social', name: 'advent-calendar' }, costCents: 61 },
  { campaign: { source: 'kitchen-letters', medium: 'affiliate', name: 'gift-guide' }, referrer: 'https://kitchen-letters.example.org/gift-guide', costCents: 140 },
];
const SOCIAL: readonly Way[] = [
  { campaign: { source: 'instagram', medium: 'paid-social', name: 'morning-ritual' }, costCents: 48 },
  { campaign: { source: 'pinterest', medium: 'paid-social', name: 'slow-breakfast' }, costCents: 39 },
  { campaign: { source: 'facebook', medium: 'paid-social', name: 'kettle-and-company' }, costCents: 44 },
];
const PARTNERS: readonly Way[] = [
  { campaign: { source: 'kitchen-letters', medium: 'affiliate', name: 'teapots-tested' }, referrer: 'https://kitchen-letters.example.org/teapots-tested', costCents: 120 },
  { campaign: { source: 'filter-and-foam', medium: 'affiliate', name: 'home-barista' }, referrer: 'https://filter-and-foam.example.org/home-barista', costCents: 120 },
  { campaign: { source: 'city-marathon', medium: 'sponsorship', name: 'warm-cup' }, costCents: 75 },
];
const ORGANIC: Way = { campaign: { source: 'google', medium: 'organic' }, referrer: 'https://www.google.com/' };
const FRIEND: Way = { campaign: { source: 'friend', medium: 'referral', name: 'share-a-cup' } };
const PARCEL: Way = { campaign: { source: 'parcel', medium: 'qr', name: 'thank-you-card' } };
export const DIRECT: Way = {};

const SEARCH_ADS: Readonly<Record<Category, readonly Way[]>> = byCategory((category) => SEARCH_TERMS[category].map((term) => ({
  campaign: { source: 'google', medium: 'cpc', name: `${category}-search`, term }, referrer: 'https://www.google.com/', costCents: 35 + term.length * 2,
})));

/** How strangers find the shop. */
export function firstWay(random: Random, category: Category, at: Moment): Way {
  const month = new Date(at).getUTCMonth();
  const offers = month === 10 || month === 11 ? CHRISTMAS : SOCIAL;
  switch (random.weighted([34, 24, 16, 8, 4, 14])) {
    case 0: return oneOf(random, SEARCH_ADS[category]);
    case 1: return ORGANIC;
    case 2: return oneOf(random, offers);
    case 3: return oneOf(random, PARTNERS);
    case 4: return FRIEND;
    default: return DIRECT;
  }
}

/** How those who know it come back, unless a newsletter brings them. */
export function laterWay(random: Random, category: Category): Way {
  switch (random.weighted([58, 20, 12, 6, 4])) {
    case 0: return DIRECT;
    case 1: return ORGANIC;
    case 2: return oneOf(random, SEARCH_ADS[category]);
    case 3: return PARCEL;
    default: return oneOf(random, SOCIAL);
  }
}

function oneOf(random: Random, ways: readonly Way[]): Way {
  return ways[random.whole(0, ways.length - 1)] ?? DIRECT;
}

function byCategory(waysOf: (category: Category) => readonly Way[]): Readonly<Record<Category, readonly Way[]>> {
  const none: Record<Category, readonly Way[]> = { tea: [], coffee: [], kitchenware: [], books: [], sweets: [], spices: [], gifts: [], home: [] };
  for (const category of CATEGORIES) none[category] = waysOf(category);
  return none;
}
