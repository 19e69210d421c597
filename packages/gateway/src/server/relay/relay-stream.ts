import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type SerializedError,
  type Usage,
} from "@ai-orchestrator/contract";
import { asError } from "./dialect.ts";
import type { Outcome } from "./relay-call.ts";
import type { Relaying } from "./relay-json.ts";
import { endsWhole, frameJson, SseFrames } from "./sse-frames.ts";
import { frameWithoutKey, keysOf, upstreamError } from "./upstream-error.ts";
import type { Taking, UpstreamHeaders } from "./upstream-exchange.ts";
import { StreamedAnswer } from "./words/streamed-answer.ts";

/** Largest single event. */
const MAX_FRAME = 32 * 1024 * 1024;
/** Shorter ones, such as a local server's "none", are ordinary words of an answer. */
const SHORTEST_KEY = 20;

/**
 * Relays a stream: holds what comes before the content, sends on what follows, notes usage, knows whether it ended.
 * Throws while the caller has seen no content; afterwards `fail` ends the stream with one error event.
 */
export class StreamTaking implements Taking<Outcome> {
  readonly #relaying: Relaying;
  readonly #frames = new SseFrames();
  readonly #keys: readonly string[];
  /** What it says, collected on the side. */
  readonly #said: StreamedAnswer | undefined;
  #held: Buffer[] = [];
  #ended = false;
  #usage: Partial<Usage> | undefined;
  #error: SerializedError | undefined;

  constructor(relaying: Relaying) {
    this.#relaying = relaying;
    const { lease, dialect, body } = relaying.call;
    if (lease.wantsAnswer) this.#said = new StreamedAnswer(dialect.words, body);
    this.#keys = keysOf(relaying.upstream).filter((key) => key.length >= SHORTEST_KEY);
  }

  begin(headers: UpstreamHeaders): boolean {
    const type = headers["content-type"];
    return type === undefined || type === "" || (typeof type === "string" && type.startsWith("text/event-stream"));
  }

  /** A stream was asked for and something else came: an error as JSON, or a page of some proxy. */
  refuse(text: string, headers: UpstreamHeaders): OrchestratorError {
    const { call, upstream } = this.#relaying;
    const value = frameJson(Buffer.from(`data: ${text}`)) as JsonObject | undefined;
    const problem = value === undefined ? undefined : call.dialect.error(value);
    if (problem !== undefined) return asError(problem, upstream);
    return upstreamError(upstream, 200, {
      text: `${String(headers["content-type"]).slice(0, 60)} instead of a stream`,
      headers: {},
      code: "bad_response",
    });
  }

  take(chunk: Buffer): Promise<void> | undefined {
    const { call, answer } = this.#relaying;
    const { dialect } = call;
    // The look at the whole piece: once the content flows, nearly every piece is whole events that tell nothing.
    const text = chunk.toString("latin1");
    const words = withoutBlanks(text);
    // Nobody but a failing provider sends a key.
    const isEcho = this.#keys.some((key) => text.includes(key));
    if (
      answer.hasContent &&
      !isEcho &&
      this.#frames.waiting === 0 &&
      !dialect.isTelling(words) &&
      !dialect.isEnd(words) &&
      endsWhole(chunk)
    ) {
      this.#said?.add(text);
      return answer.write(chunk);
    }
    const out: Buffer[] = [];
    for (const frame of this.#frames.push(chunk)) this.#see(frame, isEcho, out);
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

  /** Notes what a frame tells, and puts it into `out` unless it is held or ours alone. */
  #see(received: Buffer, isEcho: boolean, out: Buffer[]): void {
    const { call, answer, upstream } = this.#relaying;
    const { dialect, body } = call;
    const text = received.toString("latin1");
    const words = withoutBlanks(text);
    const isTelling = dialect.isTelling(words);
    const frame = isTelling || isEcho ? frameWithoutKey(received, upstream) : received;
    if (isTelling) this.#note(frame);
    if (dialect.isEnd(words)) this.#ended = true;
    if (dialect.isOurs(words, body)) return;
    this.#said?.add(frame === received ? text : frame.toString("latin1"));
    if (!answer.hasContent && out.length === 0 && !this.#ended && !dialect.isContent(words)) {
      this.#held.push(Buffer.from(frame));
      return;
    }
    if (this.#held.length > 0) out.push(...this.#held.splice(0));
    out.push(frame);
  }

  #outcome(error: SerializedError | undefined): Outcome {
    const usage = this.#usage === undefined ? undefined : { ...NO_USAGE, ...this.#usage };
    return {
      usage,
      ...(error === undefined ? {} : { error }),
      ...(this.#said === undefined ? {} : { answer: this.#said }),
    };
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

/** Events as a dialect looks at them. Python's servers put a blank after every colon; what looks so inside a string loses its blank here, and nowhere else. */
function withoutBlanks(events: string): string {
  return events.includes('": ') ? events.replaceAll('": ', '":') : events;
}
