/** A place in a list; empty once it was left. */
export interface Place<T> {
  value: T | undefined;
  before: Place<T> | undefined;
  after: Place<T> | undefined;
}

/**
 * What is open, in the order it came. Not a Set: each time one that is filled and emptied with every request makes
 * itself a new table, the old one goes on pointing to it, and so nearly everything that was ever in it outlived two
 * collections of garbage; that was most of their cost.
 */
export class OpenList<T> {
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;

  add(value: T): Place<T> {
    const place: Place<T> = { value, before: this.#last, after: undefined };
    if (this.#last === undefined) this.#first = place;
    else this.#last.after = place;
    this.#last = place;
    return place;
  }

  /** Leaves a place; once more does nothing. */
  leave(place: Place<T>): void {
    if (place.value === undefined) return;
    const { before, after } = place;
    if (before === undefined) this.#first = after;
    else before.after = after;
    if (after === undefined) this.#last = before;
    else after.before = before;
    place.value = place.before = place.after = undefined;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** All of it as it is now, the oldest first. */
  values(): readonly T[] {
    const all: T[] = [];
    for (let place = this.#first; place !== undefined; place = place.after)
      if (place.value !== undefined) all.push(place.value);
    return all;
  }
}
