import { OrchestratorError } from "@ai-orchestrator/contract";
import type { Dispatcher } from "undici";

/** A whole answer. Throws `bad_response` above `limit` bytes. */
export async function readAll(reply: Dispatcher.ResponseData, limit: number): Promise<Buffer> {
  // What is announced as small is read in one go, which costs a fraction of iterating.
  if (Number(reply.headers["content-length"]) <= limit) return Buffer.from(await reply.body.arrayBuffer());
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new OrchestratorError("bad_response", "The provider's answer is too large.");
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** An answer's beginning as text; what is beyond `limit` bytes is not read. */
export async function readText(reply: Dispatcher.ResponseData, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, limit);
}
