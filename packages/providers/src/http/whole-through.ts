import { isRefusal } from "./refusal.ts";
import type { Send, SendWhole } from "./http-answer.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** Reads answers whole where the caller brings nothing that does. Of a refusal, what came before it broke off. */
export function wholeThrough(send: Send): SendWhole {
  return async (request) => {
    const answer = await send(request);
    const { status, headers, body } = answer;
    const pieces: Uint8Array[] = [];
    let size = 0;
    try {
      for (let piece = await body?.read(); piece !== undefined; piece = await body?.read()) {
        pieces.push(piece);
        size += piece.byteLength;
        if (size > MOST_BYTES) throw new Error(`the answer is longer than ${MOST_BYTES} bytes`);
      }
    } catch (thrown) {
      await body?.cancel(thrown).catch(() => undefined);
      if (!isRefusal(answer)) throw thrown;
    }
    return { status, headers, body: Buffer.concat(pieces) };
  };
}
