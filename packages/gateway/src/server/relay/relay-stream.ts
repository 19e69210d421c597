import {
  NO_USAGE,
  OrchestratorError,
  type JsonObject,
  type SerializedError,
  type Usage,
  type UpstreamHeaders,
} from "@ai-orchestrator/contract";
import { asError, errorOf, type Dialect } from "./dialect.ts";
import type { Outcome } from "./relay-call.ts";
import type { Relaying } from "./relay-json.ts";
import { endsWhole, frameJson, SseFrames } from "./sse-frames.ts";
import { frameWithoutKey, keysOf, noAnswer, upstreamError } from "./upstream-error.ts";
import { UnnamedTaking } from "./unnamed-stream.ts";
import type { Taking } from "./upstream-exchange.ts";
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
  /** It has said why it stops. */
  #finished = false;
  #usage: Partial<Usage> | undefined;
  /** Its own words for its error have gone on. */
  #hasToldError = false;

  constructor(relaying: Relaying) {
    this.#relaying = relaying;
    const { lease, dialect, body } = relaying.call;
    if (lease.wantsAnswer) this.#said = new StreamedAnswer(dialect.words, body);
    this.#keys = keysOf(relaying.upstream).filter((key) => key.length >= SHORTEST_KEY);
  }

  begin(headers: UpstreamHeaders): boolean | Taking<Outcome> {
    const type = headers["content-type"];
    if (typeof type === "string" && type.startsWith("text/event-stream")) return true;
    return new UnnamedTaking(this.#relaying, this, headers);
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
    // Nobody but a failing provider sends a key.
    const isEcho = this.#keys.some((key) => text.includes(key));
    if (
      answer.hasContent &&
      !isEcho &&
      this.#frames.waiting === 0 &&
      !dialect.isTelling(text) &&
      !dialect.isEnd(text) &&
      endsWhole(chunk)
    ) {
      this.#said?.add(text);
      return answer.write(chunk);
    }
    const out: Buffer[] = [];
    let error: OrchestratorError | undefined;
    for (const frame of this.#frames.push(chunk)) {
      error = this.#see(frame, isEcho, out);
      // What comes after an error is no answer any more.
      if (error !== undefined) break;
    }
    if (this.#frames.waiting > MAX_FRAME)
      throw new OrchestratorError("bad_response", "The provider's stream has no ends of events.");
    const [first] = out;
    const wait = first === undefined ? undefined : answer.write(out.length === 1 ? first : Buffer.concat(out));
    if (error !== undefined) throw error;
    return wait;
  }

  end(): Outcome {
    const { upstream, answer } = this.#relaying;
    this.#takeRest();
    if (!this.#ended) throw this.#cutOff();
    if (!answer.hasContent) throw noAnswer(upstream, dataOf(this.#held[0]));
    answer.end();
    return this.#outcome(undefined);
  }

  /** Before the content: throws, so that the next upstream is tried. After it: one well-formed error event, unless the upstream sent its own. */
  fail(error: OrchestratorError): Outcome {
    const { answer } = this.#relaying;
    if (!answer.hasContent) throw error;
    if (this.#hasToldError) answer.end();
    else answer.fail(error);
    return this.#outcome(error.toJSON());
  }

  /** The last event of a server that forgets the blank line after it, and the end of a stream that has said why it stops. */
  #takeRest(): void {
    const { call, answer } = this.#relaying;
    const out: Buffer[] = [];
    const rest = this.#frames.rest();
    const error =
      rest !== undefined && isWholeEvent(rest, call.dialect)
        ? this.#see(Buffer.concat([rest, BLANK_LINE]), false, out)
        : undefined;
    if (error === undefined && this.#finished && !this.#ended && call.dialect.lastEvent !== undefined)
      this.#see(Buffer.from(call.dialect.lastEvent), false, out);
    // Whoever reads slowly has it in its connection's memory: it is the last there is.
    if (out.length > 0) void answer.write(Buffer.concat(out));
    if (error !== undefined) throw error;
  }

  /** Notes what a frame tells, and puts it into `out` unless it is held or ours alone. Gives back the error it says once the caller has seen content. */
  #see(received: Buffer, isEcho: boolean, out: Buffer[]): OrchestratorError | undefined {
    const { call, answer, upstream } = this.#relaying;
    const { dialect, body } = call;
    const text = received.toString("latin1");
    const words = withoutBlanks(text);
    const isTelling = dialect.isTelling(words);
    const frame = isTelling || isEcho ? frameWithoutKey(received, upstream) : received;
    const error = isTelling ? this.#note(frame, out) : undefined;
    if (error !== undefined && !this.#hasToldError) return error;
    if (dialect.isEnd(words)) this.#ended = true;
    if (dialect.isFinish?.(words, body) === true) this.#finished = true;
    if (dialect.isOurs(words, body)) return undefined;
    this.#said?.add(frame === received ? text : frame.toString("latin1"));
    if (!answer.hasContent && out.length === 0 && !dialect.isContent(words)) {
      this.#held.push(Buffer.from(frame));
      return undefined;
    }
    if (this.#held.length > 0) out.push(...this.#held.splice(0));
    out.push(frame);
    return error;
  }

  #cutOff(): OrchestratorError {
    const { provider } = this.#relaying.upstream.model;
    return new OrchestratorError("bad_response", `${provider} cut its answer off.`, { provider });
  }

  #outcome(error: SerializedError | undefined): Outcome {
    const usage = this.#usage === undefined ? undefined : { ...NO_USAGE, ...this.#usage };
    return {
      usage,
      ...(error === undefined ? {} : { error }),
      ...(this.#said === undefined ? {} : { answer: this.#said }),
    };
  }

  /** Notes usage; gives back the error a frame says, or throws it while nobody has seen content. */
  #note(frame: Buffer, out: readonly Buffer[]): OrchestratorError | undefined {
    const { call, upstream, answer } = this.#relaying;
    const value = frameJson(frame) as JsonObject | undefined;
    if (value === undefined) return undefined;
    const usage = call.dialect.usage(value);
    if (usage !== undefined) this.#usage = { ...this.#usage, ...usage };
    const own = call.dialect.error(value);
    const problem = own ?? (ERROR_EVENT.test(frame.toString("latin1")) ? errorOf({ error: value }) : undefined);
    if (problem === undefined) return undefined;
    const error = asError(problem, upstream);
    if (!answer.hasContent && out.length === 0) throw error;
    call.request.spoil();
    // Words that the caller's program knows go on as they are; others are said in ours.
    this.#hasToldError = own !== undefined && typeof value["error"] !== "string";
    return error;
  }
}

/** An error that only the event's name tells. */
const ERROR_EVENT = /^event: ?error\r?$/m;

const BLANK_LINE = Buffer.from("\n\n");

/** What a frame says, for people. */
function dataOf(frame: Buffer | undefined): string {
  return frame === undefined
    ? "an empty answer"
    : frame
        .toString("utf8")
        .replace(/^data: ?/, "")
        .trim();
}

/** True where nothing but the blank line is missing. */
function isWholeEvent(rest: Buffer, dialect: Dialect): boolean {
  return frameJson(rest) !== undefined || dialect.isEnd(rest.toString("latin1"));
}

/** Events as a dialect looks at them. Python's servers put a blank after every colon; what looks so inside a string loses its blank here, and nowhere else. */
function withoutBlanks(events: string): string {
  return events.includes('": ') ? events.replaceAll('": ', '":') : events;
}
