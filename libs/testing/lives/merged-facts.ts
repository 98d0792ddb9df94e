import type { Moment } from '#kernel';
import { CHARACTERS } from './characters';
import { Deliveries } from './delivery';
import { Heap } from './heap';
import type { Fact, Life } from './life';
import { lifeOf } from './life-of';
import { startOf } from './person';
import type { Setting } from './setting';

/** A fact, and the deliveries of the customer whose it is. */
export interface MergedFact {
  readonly fact: Fact;
  readonly deliveries: Deliveries;
}

interface Strand {
  readonly life: Life;
  readonly deliveries: Deliveries;
  due: Moment;
}

/**
 * All customers' facts in the order in which they happen. Customers come into being when they first appear (their numbers are in that order, but for the characters) and are
 * dropped when their life is told, and nobody's next step is taken before its time: so memory holds those who are around, and hardly more of each than what is planned.
 */
export function* mergedFacts(setting: Setting): Generator<MergedFact, void, undefined> {
  const strands = new Heap<Strand>((a, b) => a.due < b.due || (a.due === b.due && a.life.person.number < b.life.person.number));
  for (let next = 0, comes = appearance(setting, 0); ; ) {
    const strand = strands.peek();
    if (comes <= (strand?.due ?? setting.to)) {
      const life = lifeOf(setting, next);
      if (life.due !== undefined) strands.push({ life, deliveries: new Deliveries(setting, next), due: life.due });
      next += 1;
      comes = appearance(setting, next);
    } else if (strand) {
      const fact = strand.life.go();
      proceed(strands, strand);
      if (fact) yield { fact, deliveries: strand.deliveries };
    } else return;
  }
}

function appearance(setting: Setting, number: number): Moment {
  if (number >= setting.customers) return Infinity;
  return number < CHARACTERS.length ? setting.from : startOf(setting, number);
}

function proceed(strands: Heap<Strand>, strand: Strand): void {
  const { due } = strand.life;
  if (due === undefined) {
    strands.pop();
    return;
  }
  strand.due = due;
  strands.firstHasGrown();
}
