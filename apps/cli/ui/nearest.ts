import { closest } from 'fastest-levenshtein';

/** The name that was probably meant; undefined where there is none to choose from. One that begins with what was typed comes first. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const begun = names.filter((name) => typed !== '' && name.startsWith(typed));
  return closest(typed.toLowerCase(), begun.length > 0 ? begun : names);
}
