import type { Moment } from '#kernel';
import type { Line } from './basket';
import { addLine } from './basket';
import type { Life } from './life';
import { CATEGORIES, PRODUCTS, productNamed, SHELF, type Category, type Product } from './products';

/** What this person feels like: mostly of the favourite category, and of that mostly what the person always takes. */
export function fancy(life: Life, at: Moment): Product {
  const { person, random } = life;
  const category = categoryFor(life, at);
  const shelf = SHELF.get(category) ?? PRODUCTS;
  const usual = category === person.favourite && random.chance(0.5);
  const bestSeller = random.unit();
  const index = usual ? (person.number * 7 + random.whole(0, 2) * 4) % shelf.length : Math.floor(shelf.length * bestSeller * bestSeller);
  return shelf[index] ?? FALLBACK;
}

/** What goes into an order: one to five products, some of them more than once. */
export function fill(life: Life, at: Moment, lines: number, mostOfOne: number): Line[] {
  const basket: Line[] = [];
  for (let line = 0; line < lines; line += 1) addLine(basket, fancy(life, at), life.random.chance(0.7) ? 1 : life.random.whole(1, mostOfOne));
  return basket;
}

function categoryFor(life: Life, at: Moment): Category {
  const { person, random } = life;
  const month = new Date(at).getUTCMonth();
  if (month >= 10 && random.chance(0.2)) return random.chance(0.6) ? 'gifts' : 'sweets';
  const mood = random.unit();
  if (mood < 0.62) return person.favourite;
  if (mood < 0.86) return person.second;
  return CATEGORIES[random.whole(0, CATEGORIES.length - 1)] ?? 'tea';
}

const FALLBACK = productNamed('Assam Breakfast 250 g');
