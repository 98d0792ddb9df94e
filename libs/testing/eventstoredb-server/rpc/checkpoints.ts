import { type Filter } from './filter';
import { checkpoint } from './read-answers';

/**
 * When a filtered subscription hears how far the log was looked at. While catching up: after every so many whole windows,
 * with the position of the last event of the window that matched, or else with the commit position of the window's first
 * event and 0 for prepare. Live: after as many events, with the position of the last. The count goes on from one to the other.
 */
export class Checkpoints {
  readonly #interval: number;
  readonly #window: number;
  #considered = 0;
  #first = 0;
  #lastMatching: number | undefined;

  constructor({ window, multiplier }: Filter, private readonly positionOf: (number: number) => number) {
    this.#window = window;
    this.#interval = window * multiplier;
  }

  /** The checkpoint after an event while catching up, if there is one. */
  behind(number: number, matches: boolean): Buffer | undefined {
    if (this.#considered % this.#window === 0) {
      this.#first = number;
      this.#lastMatching = undefined;
    }
    if (matches) this.#lastMatching = number;
    if (!this.#count()) return undefined;
    if (this.#lastMatching === undefined) return checkpoint(this.positionOf(this.#first), 0);
    const position = this.positionOf(this.#lastMatching);
    return checkpoint(position, position);
  }

  /** The checkpoint after a new event, if there is one. */
  live(number: number): Buffer | undefined {
    if (!this.#count()) return undefined;
    const position = this.positionOf(number);
    return checkpoint(position, position);
  }

  #count(): boolean {
    this.#considered += 1;
    return this.#considered % this.#interval === 0;
  }
}
