import { MAX_DIGITS, readTime } from '#kernel';
import { isAmount } from './amount';
import { isCurrency } from './currencies';
import type { Rule } from './declaration';
import { isLongerThan, isShorterThan } from './text-length';

/* The rules that touchpoint data can be held to, each with its code and its words. */

export const TIME_OF_DAY = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

export const IS_TEXT = ofType('must be text', (value) => typeof value === 'string');
export const IS_NUMBER = ofType('must be a number', (value) => Number.isFinite(value));
export const IS_WHOLE = ofType('must be a whole number', (value) => Number.isInteger(value));
export const IS_FLAG = ofType('must be true or false', (value) => typeof value === 'boolean');
export const IS_OBJECT = ofType('must be an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
export const IS_LIST = ofType('must be a list', (value) => Array.isArray(value));
export const IS_JSON = ofType('must be a JSON value', (value) => (['string', 'boolean', 'object'].includes(typeof value) && value !== null) || Number.isFinite(value));

export const IS_EXACT = ofNumbers('amount', `must have at most ${String(MAX_DIGITS)} significant digits`, isAmount);
export const IS_CURRENCY = ofTexts('currency', 'must be a currency code of ISO 4217, such as EUR', isCurrency);
export const IS_TIME = ofTexts('time', 'must be an ISO 8601 time between 1900 and 2200, such as 2026-03-01T10:15:00.000Z', (text) => readTime(text) !== undefined);
export const IS_TIME_OF_DAY = ofTexts('time-of-day', 'must be a time of day, such as 21:00', (text) => TIME_OF_DAY.test(text));

export function hasAtLeast(least: number): Rule {
  return ofTexts('too-short', least === 1 ? 'must not be empty' : `must have at least ${inWords(least)} characters`, (text) => !isShorterThan(text, least));
}

export function hasAtMost(most: number): Rule {
  return ofTexts('too-long', `must have at most ${inWords(most)} characters`, (text) => !isLongerThan(text, most));
}

export function isOneOf(words: readonly string[]): Rule {
  return ofTexts('not-allowed', `must be one of ${words.join(', ')}`, (text) => words.includes(text));
}

export function isFrom(least: number): Rule {
  return ofNumbers('too-small', `must be at least ${inWords(least)}`, (value) => value >= least);
}

export function isUpTo(most: number): Rule {
  return ofNumbers('too-large', `must be at most ${inWords(most)}`, (value) => value <= most);
}

export function hasElements(most: number): Rule {
  return { code: 'too-many', says: `must have at most ${inWords(most)} elements`, holds: (value) => !Array.isArray(value) || value.length <= most };
}

/** That each of the first `most` elements keeps these rules. Told element by element, not by this rule's own words. */
export function everyElement(rules: readonly Rule[], most: number): Rule {
  const keeps = (element: unknown): boolean => rules.every((rule) => rule.holds(element));
  return { code: 'each', says: 'must have elements that fit', holds: (value) => !Array.isArray(value) || value.slice(0, most).every(keeps) };
}

function ofType(says: string, holds: Rule['holds']): Rule {
  return { code: 'type', says, holds };
}

function ofTexts(code: string, says: string, holds: (text: string) => boolean): Rule {
  return { code, says, holds: (value) => typeof value !== 'string' || holds(value) };
}

function ofNumbers(code: string, says: string, holds: (value: number) => boolean): Rule {
  return { code, says, holds: (value) => typeof value !== 'number' || !Number.isFinite(value) || holds(value) };
}

function inWords(count: number): string {
  return count.toLocaleString('en-GB');
}
