/** Fires once after a silence; every sign of life starts it anew. */
export interface SilenceTimer {
  /** Starts counting `ms` from now. */
  restart(ms: number): void;
  stop(): void;
}

/** A timer that calls `onSilence` when nobody restarted or stopped it for the given time. Never keeps the process alive. */
export function createSilenceTimer(onSilence: () => void): SilenceTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current = 0;
  return {
    restart(ms) {
      // Refreshing an existing timer is far cheaper than a new one for every chunk.
      if (timer !== undefined && ms === current) {
        timer.refresh();
        return;
      }
      clearTimeout(timer);
      current = ms;
      timer = setTimeout(onSilence, ms);
      timer.unref();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
