import type { Machine } from './machine';
import type { Section } from './report';

/** A whole run, as it is committed. */
export interface Result {
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  readonly sections: readonly Section[];
}
