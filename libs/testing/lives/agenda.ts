import type { Moment } from '#kernel';

interface Entry<T> {
  readonly at: Moment;
  readonly happens: T;
  after: Entry<T> | undefined;
}

/**
 * What is going to happen, in the order of its time; of one time, in the order in which it was entered. A linked list in order: a person's plans are few (fewer than twenty
 * as a rule), there are very many persons, and an array for each would cost more than it holds.
 */
export class Agenda<T> {
  private first: Entry<T> | undefined;

  get due(): Moment | undefined {
    return this.first?.at;
  }

  enter(at: Moment, happens: T): void {
    const { first } = this;
    if (!first || at < first.at) {
      this.first = { at, happens, after: first };
      return;
    }
    let before = first;
    while (before.after && before.after.at <= at) before = before.after;
    before.after = { at, happens, after: before.after };
  }

  take(): T | undefined {
    const { first } = this;
    this.first = first?.after;
    return first?.happens;
  }
}
