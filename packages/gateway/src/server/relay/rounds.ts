import { OpenList, type Place } from "../http/open-list.ts";

/** Something open that has to be looked at now and then. */
export interface Visited {
  /** `now` is performance time, ms. */
  visit(now: number): void;
}

/** Visits all that is open every so often: one timer for all of them, where one each would be set and cleared with every request. */
export interface Rounds {
  add(open: Visited): Place<Visited>;
  leave(place: Place<Visited>): void;
}

/** Goes round every `everyMs` while there is anything to visit. */
export function createRounds(everyMs: number): Rounds {
  const all = new OpenList<Visited>();
  let timer: NodeJS.Timeout | undefined;
  const round = (): void => {
    const now = performance.now();
    for (const open of all.values()) open.visit(now);
    if (!all.isEmpty) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    add: (open) => {
      timer ??= setInterval(round, Math.max(1, Math.ceil(everyMs))).unref();
      return all.add(open);
    },
    leave: (place) => all.leave(place),
  };
}
