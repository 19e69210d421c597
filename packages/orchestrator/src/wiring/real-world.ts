import { randomFillSync } from "node:crypto";
import type { Clock, Randomness } from "@ai-orchestrator/contract";

/** The machine's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abortError());
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(abortError());
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

function abortError(): DOMException {
  return new DOMException("Aborted.", "AbortError");
}

/** Random bytes of 256 ids: a draw from the system costs as much for a few bytes as for a few thousand. */
const POOL: Buffer = Buffer.alloc(10 * 256);
let drawn: number = POOL.length;
let pooledHex = "";

/** Twenty random hexadecimal digits, never given out before. */
function randomDigits(): string {
  if (drawn === POOL.length) {
    pooledHex = randomFillSync(POOL).toString("hex");
    drawn = 0;
  }
  const digits = pooledHex.slice(2 * drawn, 2 * drawn + 20);
  drawn += 10;
  return digits;
}

const VARIANT = "89ab";

let stampedAt = Number.NaN;
let stamp = "";

/** An id's first twelve digits: the same for all ids of a millisecond. */
function timeDigits(): string {
  const now = Date.now();
  if (now !== stampedAt) {
    const time = now.toString(16).padStart(12, "0");
    stampedAt = now;
    stamp = `${time.slice(0, 8)}-${time.slice(8)}`;
  }
  return stamp;
}

/** The machine's randomness; ids are UUID v7 (RFC 9562 §5.7), so they sort by time. */
export const realRandomness: Randomness = {
  random: () => Math.random(),
  id: () => {
    const digits = randomDigits();
    const variant = VARIANT[Number.parseInt(digits.charAt(3), 16) & 3];
    const pieces = [timeDigits(), `7${digits.slice(0, 3)}`, `${variant}${digits.slice(4, 7)}`, digits.slice(7, 19)];
    // Joined it is a string in one piece. A template leaves a tree of pieces, and JSON takes three times as long over a record with one.
    return pieces.join("-");
  },
};
