/** Something open that has to be looked at now and then. */
export interface Visited {
  /** `now` is performance time, ms. */
  visit(now: number): void;
}

/** Visits all that is open every so often: one timer for all of them, where one each would be set and cleared with every request. */
export interface Rounds {
  add(open: Visited): void;
  delete(open: Visited): void;
}

/** Goes round every `everyMs` while there is anything to visit. */
export function createRounds(everyMs: number): Rounds {
  const all = new Set<Visited>();
  let timer: NodeJS.Timeout | undefined;
  const round = (): void => {
    const now = performance.now();
    for (const open of all) open.visit(now);
    if (all.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    add: (open) => {
      all.add(open);
      timer ??= setInterval(round, Math.max(1, Math.ceil(everyMs))).unref();
    },
    delete: (open) => void all.delete(open),
  };
}
