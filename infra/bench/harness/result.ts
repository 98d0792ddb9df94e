import type { Machine } from './machine';
import type { Section } from './report';

/** A whole run, as it is committed. */
export interface Result {
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  readonly sections: readonly Section[];
}

/** The result with those sections that a later run has measured anew, each with the day of it. */
export function renewed(result: Result, { date, machine: { load }, sections: later }: Result): Result {
  const anew = new Map(later.map((section) => [section.benchmark, { ...section, renewed: { date, load } }]));
  return { ...result, sections: result.sections.map((section) => anew.get(section.benchmark) ?? section) };
}
