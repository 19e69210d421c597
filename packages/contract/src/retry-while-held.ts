/** What Windows answers while a reader, a virus scanner or an indexer has a file open that is to be replaced. */
const HELD: ReadonlySet<unknown> = new Set(["EPERM", "EACCES", "EBUSY"]);
const PAUSE_MS = 20;
const ATTEMPTS = 100;

/**
 * Does `work` (renaming over a file, removing one). On Windows (`platform` as in `process.platform`) it tries again
 * for up to 2 s, blocking, while somebody holds the file; elsewhere such an answer is final. Throws the last error.
 */
export function retryWhileHeld<T>(platform: string, work: () => T): T {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      const isHeld = error instanceof Error && "code" in error && HELD.has(error.code);
      if (platform !== "win32" || !isHeld || attempt === ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
