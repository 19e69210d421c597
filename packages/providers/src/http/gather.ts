/**
 * Waits that all who wait leave together. Answers that came together are then handled together, each step for all of
 * them before the next: its code is still in the processor's caches, and what is sent on goes out in a row, which wakes
 * its readers once. That is a third of what a translated call costs with
 * sixteen callers; with one it costs nothing that can be measured.
 */
function gathering(schedule: (goOn: () => void) => void): () => Promise<void> {
  let waiting: (() => void)[] = [];
  const goOn = (): void => {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) schedule(goOn);
    });
}

/** Resolves once everything that has reached this process was read. */
export const allArrived: () => Promise<void> = gathering((goOn) => void setImmediate(goOn));

/** A piece that follows another within this many ms waits for what follows: no model is heard faster by more steps than that. */
export const BURST_MS = 1;

/** Resolves when a burst of pieces has had its time. */
export const burstOver: () => Promise<void> = gathering((goOn) => void setTimeout(goOn, BURST_MS));
