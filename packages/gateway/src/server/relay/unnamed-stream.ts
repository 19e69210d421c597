import { OrchestratorError, type JsonObject, type UpstreamHeaders } from "@ai-orchestrator/contract";
import { isObject } from "../faces/read-fields.ts";
import { asError } from "./dialect.ts";
import type { Outcome } from "./relay-call.ts";
import type { Relaying } from "./relay-json.ts";
import type { Taking } from "./upstream-exchange.ts";

/** Most characters of one line, or of a whole answer over several. */
const MAX_LINE = 32 * 1024 * 1024;
/** Most bytes read of what is neither events nor JSON. */
const MOST_WORDS = 64 * 1024;
/** What a stream of events begins with (HTML Living Standard §9.2.5). */
const EVENT_START = /^(?::|data|event|id|retry)/;
const LONGEST_START = "event".length;

/**
 * Takes an answer to a wish for a stream that does not say that it is one, as own servers do: events go on as they are;
 * lines of JSON, or a whole answer, become events where the dialect knows how. Anything else is refused.
 */
export class UnnamedTaking implements Taking<Outcome> {
  readonly #relaying: Relaying;
  readonly #events: Taking<Outcome>;
  readonly #headers: UpstreamHeaders;
  readonly #decoder = new TextDecoder();
  #kind: "events" | "json" | "words" | undefined;
  /** What has come, until it is known of which kind it is. */
  #begun: Buffer = Buffer.alloc(0);
  #rest = "";
  #hasLines = false;
  /** The answer takes several lines. */
  #isOne = false;
  #hasFinished = false;

  /** `events` takes what is, or becomes, a stream of events. */
  constructor(relaying: Relaying, events: Taking<Outcome>, headers: UpstreamHeaders) {
    this.#relaying = relaying;
    this.#events = events;
    this.#headers = headers;
  }

  begin(): boolean {
    return true;
  }

  refuse(text: string): OrchestratorError {
    return this.#events.refuse(text, this.#headers);
  }

  take(chunk: Buffer): Promise<void> | undefined {
    switch (this.#kind) {
      case "events":
        return this.#events.take(chunk);
      case "json":
        return this.#takeLines(chunk);
      case "words":
        this.#begun = Buffer.concat([this.#begun, chunk]);
        if (this.#begun.length > MOST_WORDS) throw this.refuse(this.#begun.toString("utf8"));
        return undefined;
      case undefined:
        return this.#takeStart(Buffer.concat([this.#begun, chunk]));
    }
  }

  end(): Outcome {
    if (this.#kind === "json") this.#takeLast();
    else if (this.#kind !== "events" && this.#begun.length > 0) throw this.refuse(this.#begun.toString("utf8"));
    return this.#events.end();
  }

  #takeStart(begun: Buffer): Promise<void> | undefined {
    const start = begun
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trimStart();
    // Blanks say nothing, however many there are.
    this.#begun = start === "" ? Buffer.alloc(0) : begun;
    if (start.startsWith("{")) this.#kind = "json";
    else if (EVENT_START.test(start)) this.#kind = "events";
    else if (start.length >= LONGEST_START) this.#kind = "words";
    else return undefined;
    if (this.#kind === "words") return undefined;
    this.#begun = Buffer.alloc(0);
    return this.take(hasByteOrderMark(begun) ? begun.subarray(BYTE_ORDER_MARK.length) : begun);
  }

  /** Sends on the lines that are whole. Where the first one is no JSON the answer takes several: it is looked at in the end. */
  #takeLines(chunk: Buffer): Promise<void> | undefined {
    const text = this.#decoder.decode(chunk, { stream: true });
    this.#rest += text;
    if (this.#rest.length > MAX_LINE) throw this.#brokenOff();
    // A long line is not looked through again with each of its pieces.
    if (this.#isOne || !text.includes("\n")) return undefined;
    let out = "";
    for (let end = this.#rest.indexOf("\n"); end >= 0; end = this.#rest.indexOf("\n")) {
      const event = this.#eventOf(this.#rest.slice(0, end));
      if (event === undefined) {
        if (this.#hasLines) throw this.#brokenOff();
        this.#isOne = true;
        break;
      }
      out += event;
      this.#hasLines ||= event !== "";
      this.#rest = this.#rest.slice(end + 1);
    }
    return out === "" ? undefined : this.#events.take(Buffer.from(out));
  }

  /** What came after the last end of a line, and the end of a stream that has none of its own. */
  #takeLast(): void {
    const event = this.#eventOf(this.#rest + this.#decoder.decode());
    if (event === undefined) throw this.#hasLines ? this.#brokenOff() : this.refuse(this.#rest);
    const { lastEvent = "" } = this.#relaying.call.dialect;
    const out = event + (this.#hasFinished ? lastEvent : "");
    if (out !== "") void this.#events.take(Buffer.from(out));
  }

  /** The event a line of JSON means; empty for a blank line, undefined for what is no JSON. Throws the error it says, or `bad_response` for what is no piece of an answer. */
  #eventOf(line: string): string | undefined {
    if (line.trim() === "") return "";
    const value = parsed(line);
    if (value === undefined) return undefined;
    const { call, upstream } = this.#relaying;
    const problem = call.dialect.error(value);
    if (problem !== undefined) throw asError(problem, upstream);
    const piece = call.dialect.pieceOf?.(value);
    if (piece === undefined) throw this.refuse(line);
    this.#hasFinished ||= piece.isLast;
    return `data: ${piece.value === value ? line.trim() : JSON.stringify(piece.value)}\n\n`;
  }

  #brokenOff(): OrchestratorError {
    const { provider } = this.#relaying.upstream.model;
    return new OrchestratorError("bad_response", `${provider} cut its answer off.`, { provider });
  }
}

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value as JsonObject) ? (value as JsonObject) : undefined;
  } catch {
    return undefined; // No JSON: what that means is the caller's to say.
  }
}
