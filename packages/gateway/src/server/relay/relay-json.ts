import { NO_USAGE, OrchestratorError, type JsonObject, type Upstream } from "@ai-orchestrator/contract";
import { asError } from "./dialect.ts";
import type { RelayAnswer } from "./relay-answer.ts";
import type { Outcome, RelayCall } from "./relay-call.ts";
import { noAnswer, upstreamError } from "./upstream-error.ts";
import type { Taking } from "./upstream-exchange.ts";
import { wholeAnswer } from "./words/whole-answer.ts";

/** One upstream's answer on its way to the caller. */
export interface Relaying {
  readonly call: RelayCall;
  readonly upstream: Upstream;
  readonly answer: RelayAnswer;
}

/** Largest whole JSON answer kept in memory. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Takes a whole JSON answer and sends it on, byte for byte. Throws `bad_response` for what is none, and the error it carries. */
export class JsonTaking implements Taking<Outcome> {
  readonly #relaying: Relaying;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(relaying: Relaying) {
    this.#relaying = relaying;
  }

  begin(): boolean {
    return true;
  }

  take(chunk: Buffer): undefined {
    this.#size += chunk.length;
    if (this.#size > MAX_ANSWER) throw new OrchestratorError("bad_response", "The provider's answer is too large.");
    this.#chunks.push(chunk);
  }

  end(): Outcome {
    const { call, upstream, answer } = this.#relaying;
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const value = parseAnswer(bytes, upstream);
    const problem = call.dialect.error(value);
    if (problem !== undefined) throw asError(problem, upstream);
    if (!call.dialect.isAnswer(value)) throw noAnswer(upstream, bytes.toString("utf8"));
    const counted = call.dialect.usage(value);
    const usage = counted === undefined ? undefined : { ...NO_USAGE, ...counted };
    answer.send(bytes, usage === undefined ? undefined : call.lease.costOf(upstream.model, usage));
    return {
      usage,
      ...(call.lease.wantsAnswer ? { answer: wholeAnswer(call.dialect.words, value) } : {}),
    };
  }

  refuse(text: string): OrchestratorError {
    return upstreamError(this.#relaying.upstream, 200, { text, headers: {}, code: "bad_response" });
  }
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
