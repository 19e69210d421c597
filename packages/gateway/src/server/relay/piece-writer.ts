import type { ServerResponse } from "node:http";
import { drained } from "../http/send.ts";

/** What comes so soon after the last write waits for what follows, ms. No model is heard faster by more writes than that. */
const GATHER_MS = 1;
/** More than this does not wait. */
const MOST_WAITING = 16 * 1024;

/**
 * Writes the pieces of a stream. One that comes after a pause goes out at once; those of a burst go out together, a
 * millisecond later at most: a write is a system call, and most of what a piece costs.
 */
export class PieceWriter {
  readonly #response: ServerResponse;
  #waiting: Buffer[] = [];
  #bytes = 0;
  /** Performance time of the last write. */
  #wrote = Number.NEGATIVE_INFINITY;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Takes a piece; a promise where a slow reader has no room for more, resolved when it has or is gone. */
  write(piece: Buffer): Promise<void> | undefined {
    this.#waiting.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes > MOST_WAITING || performance.now() - this.#wrote >= GATHER_MS) this.flush();
    else if (this.#waiting.length === 1) flushSoon(this);
    return this.#response.writableNeedDrain ? drained(this.#response) : undefined;
  }

  /** Sends what waits. */
  flush(): void {
    const pieces = this.#take();
    if (pieces === undefined || this.#response.destroyed) return;
    this.#wrote = performance.now();
    this.#response.write(pieces);
  }

  /** Sends what waits and ends the answer, with `last` where something is still to be said. */
  end(last?: string): void {
    const pieces = this.#take();
    if (pieces !== undefined) this.#response.write(pieces);
    if (last === undefined) this.#response.end();
    else this.#response.end(last);
  }

  #take(): Buffer | undefined {
    const pieces = this.#waiting;
    const [first] = pieces;
    if (first === undefined) return undefined;
    this.#waiting = [];
    this.#bytes = 0;
    return pieces.length === 1 ? first : Buffer.concat(pieces);
  }
}

let bursting: PieceWriter[] = [];

/** One timer for all. */
function flushSoon(writer: PieceWriter): void {
  if (bursting.push(writer) === 1) setTimeout(flushAll, GATHER_MS);
}

function flushAll(): void {
  const all = bursting;
  bursting = [];
  for (const writer of all) writer.flush();
}
