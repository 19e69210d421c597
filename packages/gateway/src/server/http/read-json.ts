import type { IncomingMessage } from "node:http";
import { OrchestratorError, type JsonObject } from "@ai-orchestrator/contract";

const MAX_DEPTH = 64;

/** A request's body, whole. Throws `invalid_input` above `limit` bytes or when the client stops sending. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  // Events and not iteration: it costs a tenth, and every request pays.
  await new Promise<void>((resolve, reject) => {
    const gone = (): void => reject(new OrchestratorError("cancelled", "The client stopped sending."));
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    request.once("end", resolve);
    request.once("error", gone);
    request.once("aborted", gone);
  });
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function tooLarge(limit: number): OrchestratorError {
  return new OrchestratorError("invalid_input", `The body is larger than ${Math.round(limit / 1024)} KiB.`, {
    status: 413,
    suggestion: "Send less, or attach by URL.",
  });
}

/** The body as a JSON object. Throws `invalid_input` for anything else, for one nested too deeply. */
export function parseJson(body: Buffer): JsonObject {
  const text = body.toString("utf8");
  checkDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new OrchestratorError("invalid_input", "The body is not valid JSON.", { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new OrchestratorError("invalid_input", "The body must be a JSON object.");
  return value as JsonObject;
}

/** JSON.parse itself is fast on deep input, but what walks the result recursively is not. */
function checkDepth(text: string): void {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 34) index = stringEnd(text, index);
    else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH)
        throw new OrchestratorError("invalid_input", `The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (code === 125 || code === 93) depth--;
  }
}

/** Index of the quote that ends the string which begins at `start`: pictures are strings of megabytes, so no stepping through. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
