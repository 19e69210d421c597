import { NO_USAGE, OrchestratorError, type JsonObject, type Upstream } from "@ai-orchestrator/contract";
import type { Dispatcher } from "undici";
import { asError } from "./dialect.ts";
import { readAll } from "./read-answer.ts";
import type { RelayAnswer } from "./relay-answer.ts";
import type { Outcome, RelayCall } from "./relay-call.ts";

/** One upstream's answer on its way to the caller. */
export interface Relaying {
  readonly call: RelayCall;
  readonly upstream: Upstream;
  readonly answer: RelayAnswer;
}

/** Largest whole JSON answer kept in memory. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Relays a whole JSON answer, byte for byte. Throws `bad_response` for what is none, and the error it carries. */
export async function relayJson(
  reply: Dispatcher.ResponseData,
  { call, upstream, answer }: Relaying,
): Promise<Outcome> {
  const bytes = await readAll(reply, MAX_ANSWER);
  const value = parseAnswer(bytes, upstream);
  const problem = call.dialect.error(value);
  if (problem !== undefined) throw asError(problem, upstream);
  answer.send(bytes, "application/json; charset=utf-8");
  const usage = call.dialect.usage(value);
  return { usage: usage === undefined ? undefined : { ...NO_USAGE, ...usage } };
}

function parseAnswer(bytes: Buffer, { model }: Upstream): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw new OrchestratorError("bad_response", `${model.provider} answered with something that is not JSON.`, {
      provider: model.provider,
      cause: error,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new OrchestratorError("bad_response", `${model.provider} answered with JSON that is no object.`, {
      provider: model.provider,
    });
  return value as JsonObject;
}
