import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type SerializedError,
  type Usage,
} from "@ai-orchestrator/contract";
import type { Dispatcher } from "undici";
import { asError } from "./dialect.ts";
import { readText } from "./read-answer.ts";
import type { Outcome } from "./relay-call.ts";
import type { Relaying } from "./relay-json.ts";
import { frameJson, SseFrames } from "./sse-frames.ts";
import { connectionError, frameWithoutKey, keysOf, upstreamError } from "./upstream-error.ts";

/** Largest single event. */
const MAX_FRAME = 32 * 1024 * 1024;
/** Shorter ones, such as a local server's "none", are ordinary words of an answer. */
const SHORTEST_KEY = 20;

/** Relays a stream frame by frame. Throws while the caller has seen no content; afterwards ends it with one error event. */
export async function relayStream(reply: Dispatcher.ResponseData, relaying: Relaying): Promise<Outcome> {
  const type = String(reply.headers["content-type"] ?? "");
  if (!type.startsWith("text/event-stream") && type !== "") await refuse(reply, type, relaying);
  const watch = new StreamWatch(relaying);
  try {
    for await (const chunk of reply.body as AsyncIterable<Buffer>) {
      const wait = watch.push(chunk);
      if (wait !== undefined) await wait;
    }
    return watch.end();
  } catch (thrown) {
    return watch.fail(connectionError(relaying.upstream, thrown, relaying.call.request.signal));
  }
}

/** A stream was asked for and something else came: an error as JSON, or a page of some proxy. */
async function refuse(reply: Dispatcher.ResponseData, type: string, { call, upstream }: Relaying): Promise<never> {
  const text = await readText(reply, 64 * 1024);
  const value = frameJson(Buffer.from(`data: ${text}`)) as JsonObject | undefined;
  const problem = value === undefined ? undefined : call.dialect.error(value);
  if (problem !== undefined) throw asError(problem, upstream);
  throw upstreamError(upstream, 200, {
    text: `${type.slice(0, 60)} instead of a stream`,
    headers: {},
    code: "bad_response",
  });
}

/** Watches one stream: holds what comes before the content, relays what follows, notes usage, knows whether it ended. */
class StreamWatch {
  readonly #relaying: Relaying;
  readonly #frames = new SseFrames();
  readonly #keys: readonly Buffer[];
  #held: Buffer[] = [];
  #ended = false;
  #usage: Partial<Usage> | undefined;
  #error: SerializedError | undefined;

  constructor(relaying: Relaying) {
    this.#relaying = relaying;
    this.#keys = keysOf(relaying.upstream)
      .filter((key) => key.length >= SHORTEST_KEY)
      .map((key) => Buffer.from(key));
  }

  push(chunk: Buffer): Promise<void> | undefined {
    const { call, answer, upstream } = this.#relaying;
    const { dialect, body } = call;
    const out: Buffer[] = [];
    // Nobody but a failing provider sends a key: one look at the bytes is enough.
    const isEcho = this.#keys.some((key) => chunk.includes(key));
    for (const received of this.#frames.push(chunk)) {
      const isTelling = dialect.isTelling(received);
      const frame = isTelling || isEcho ? frameWithoutKey(received, upstream) : received;
      if (isTelling) this.#note(frame);
      if (dialect.isEnd(frame)) this.#ended = true;
      if (dialect.isOurs(frame, body)) continue;
      if (!answer.hasContent && out.length === 0 && !this.#ended && !dialect.isContent(frame)) {
        this.#held.push(Buffer.from(frame));
        continue;
      }
      if (this.#held.length > 0) out.push(...this.#held.splice(0));
      out.push(frame);
    }
    if (this.#frames.waiting > MAX_FRAME)
      throw new OrchestratorError("bad_response", "The provider's stream has no ends of events.");
    const [first] = out;
    return first === undefined ? undefined : answer.write(out.length === 1 ? first : Buffer.concat(out));
  }

  end(): Outcome {
    const { upstream, answer } = this.#relaying;
    if (!this.#ended && this.#error === undefined)
      throw new OrchestratorError("bad_response", `${upstream.model.provider} cut its answer off.`, {
        provider: upstream.model.provider,
      });
    answer.end();
    return this.#outcome(this.#error);
  }

  /** Before the content: throws, so that the next upstream is tried. After it: one well-formed error event, unless the upstream sent its own. */
  fail(error: OrchestratorError): Outcome {
    const { answer } = this.#relaying;
    if (!answer.hasContent) throw error;
    if (this.#error === undefined) answer.fail(error);
    else answer.end();
    return this.#outcome(this.#error ?? error.toJSON());
  }

  #outcome(error: SerializedError | undefined): Outcome {
    const usage = this.#usage === undefined ? undefined : { ...NO_USAGE, ...this.#usage };
    return { usage, ...(error === undefined ? {} : { error }) };
  }

  #note(frame: Buffer): void {
    const { call, upstream, answer } = this.#relaying;
    const value = frameJson(frame) as JsonObject | undefined;
    if (value === undefined) return;
    const problem = call.dialect.error(value);
    if (problem !== undefined) {
      const error = asError(problem, upstream);
      if (!answer.hasContent) throw error;
      call.request.spoil();
      this.#error = error.toJSON();
    }
    const usage = call.dialect.usage(value);
    if (usage !== undefined) this.#usage = { ...this.#usage, ...usage };
  }
}
