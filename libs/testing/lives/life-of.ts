import { BEGINNINGS } from './beginnings';
import { CHARACTERS } from './characters';
import { lifeOfCharacter } from './characters/character';
import { Life } from './life';
import { personOf } from './person';
import type { Setting } from './setting';

/** The life of the customer of a number, still to be told. */
export function lifeOf(setting: Setting, number: number): Life {
  const character = CHARACTERS[number];
  if (character) return lifeOfCharacter(setting, number, character);
  const person = personOf(setting, number);
  return new Life(setting, person, BEGINNINGS[person.bent]);
}
