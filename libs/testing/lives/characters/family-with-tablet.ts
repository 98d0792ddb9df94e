import { allowNewsletter } from '../consent';
import { review } from '../feedback';
import { type Device, deviceOf, sharedTablet } from '../person';
import { productNamed } from '../products';
import type { Setting } from '../setting';
import { Visit } from '../visit';
import { device, pay, take, type Character } from './character';

/** Both are of the pair that their numbers make, 2 and 3. */
function laptopAndTablet(setting: Setting, number: number): readonly [Device, ...Device[]] {
  return [deviceOf(setting, number, 0, 'laptop'), sharedTablet(setting, Math.floor(number / 2))];
}

function phoneAndTablet(setting: Setting, number: number): readonly [Device, ...Device[]] {
  return [deviceOf(setting, number, 0, 'phone'), sharedTablet(setting, Math.floor(number / 2))];
}

/** The place of the tablet among their devices. */
const TABLET = 1;

/** Buys the coffee, on the laptop in the evening and on the kitchen tablet on Sundays. */
export const motherOfTheTablet: Character = {
  firstName: 'Judith', lastName: 'Sommer', locale: 'de-AT', town: 'Salzburg', favourite: 'coffee', second: 'books', devices: laptopAndTablet, reads: 0.5, begins: 5,
  story: (story) => {
    story.scene(5, 19, (life, at) => {
      const visit = new Visit(life, at, life.person.devices[0], { campaign: { source: 'instagram', medium: 'paid-social', name: 'slow-breakfast' }, costCents: 48 });
      take(visit.category('coffee'), ['House Espresso 500 g', 2], ['A Year of Soups']).signUp();
      pay(life, visit);
      allowNewsletter(life, visit.at, life.customer, { source: 'sign-up form', confirms: true });
    });
    story.scene(10, 8, (life, at) => { new Visit(life, at, device(life, TABLET)).category('books').view(productNamed('Tea for Children')); });
    for (const day of [31, 66, 107, 150, 199, 244, 289, 336, 380, 401, 449, 497, 548, 601, 655, 707]) {
      story.scene(day, 9, (life, at) => {
        const where = day % 2 === 0 ? life.person.devices[0] : device(life, TABLET);
        pay(life, take(new Visit(life, at, where).signIn(), ['House Espresso 500 g', 2], ...(day % 3 === 0 ? [['Milk Chocolate Almond 100 g', 3] as const] : [])));
      });
    }
    story.scene(250, 20, (life, at) => { review(life, at, productNamed('House Espresso 500 g'), 0.95); });
    story.scene(420, 20, (life, at) => { life.state(at, 'profile.life-stage-changed', [life.email], { lifeStage: 'parent of teenagers', previousLifeStage: 'parent of small children' }); });
  },
};

/** Her son: matcha, sweets, and the tablet whenever it is free. */
export const sonOfTheTablet: Character = {
  firstName: 'Emil', lastName: 'Sommer', locale: 'de-AT', town: 'Salzburg', favourite: 'sweets', second: 'tea', devices: phoneAndTablet, reads: 0.05, begins: 60,
  story: (story) => {
    story.scene(60, 17, (life, at) => {
      const visit = new Visit(life, at, device(life, TABLET)).search('matcha', 5).view(productNamed('Matcha Starter Set')).view(productNamed('Matcha Ceremonial 30 g')).wish(productNamed('Matcha Starter Set'));
      take(visit, ['Matcha Ceremonial 30 g']).signUp();
      pay(life, visit);
    });
    for (const day of [93, 140, 181, 233, 277, 318, 362, 395, 440, 489, 533, 580, 622, 669, 712]) {
      story.scene(day, 16, (life, at) => {
        const where = day % 3 === 0 ? life.person.devices[0] : device(life, TABLET);
        const visit = new Visit(life, at, where).signIn().category('sweets').view(productNamed('Salted Caramels 160 g'));
        if (day % 2 === 0) return;
        pay(life, take(visit, ['Salted Caramels 160 g', 2], ...(day % 4 === 1 ? [['Matcha Ceremonial 30 g'] as const] : [])));
      });
    }
  },
};
