import {
  OrchestratorError,
  type ErrorCode,
  type JsonObject,
  type Upstream,
  type Usage,
} from "@ai-orchestrator/contract";
import { isObject } from "../faces/read-fields.ts";
import type { Route } from "../http/route-table.ts";
import { withoutKey } from "./upstream-error.ts";
import type { DialectWords } from "./words/dialect-words.ts";

/** What the relay must know of a protocol to watch a stream it does not decode. Frames are given as latin1, one character a byte (all words looked for are ASCII), and without a blank after a colon. */
export interface Dialect {
  /** In whose words errors are told. */
  readonly face: Route["face"];
  /** Path (and query) below the upstream's base URL. */
  readonly path: (modelId: string, streams: boolean) => string;
  /** The body to send for a model: the caller's own bytes unless something must change. */
  readonly body: (body: JsonObject, raw: Buffer, modelId: string) => Buffer;
  /** True for a whole body that is an answer, if an empty one. */
  readonly isAnswer: (value: JsonObject) => boolean;
  /** True for the frame after which failing over would be seen. A stream without one is no answer. */
  readonly isContent: (frame: string) => boolean;
  /** True for the frame that ends a whole stream. Asked of every piece that comes, blanks after colons and all. */
  readonly isEnd: (frame: string) => boolean;
  /** True for the frame that says why an answer stops, where a stream may end after it without more. */
  readonly isFinish?: (frame: string, body: JsonObject) => boolean;
  /** What ends a stream that has no end of its own. */
  readonly lastEvent?: string;
  /** What a stream's event would hold for JSON that came in place of one: itself, or a whole answer as a piece. Undefined for other JSON. */
  readonly pieceOf?: (value: JsonObject) => { readonly value: JsonObject; readonly isLast: boolean } | undefined;
  /** True if the frame is only there because we asked for usage. */
  readonly isOurs: (frame: string, body: JsonObject) => boolean;
  /** True where a frame may hold usage or an error, and is worth parsing. Asked of every piece, as `isEnd`: one regular expression looks through it four times faster than a search for each word. */
  readonly isTelling: (frame: string) => boolean;
  readonly usage: (value: JsonObject) => Partial<Usage> | undefined;
  /** The error a 200 answer or a frame carries. */
  readonly error: (value: JsonObject) => TrafficError | undefined;
  /** What of an answer is looked at once it is over. */
  readonly words: DialectWords;
}

/** An error found inside an answer that claimed to be fine. */
export interface TrafficError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** A count of tokens; 0 for what is none. */
export function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : 0;
}

/** The `error` field of an answer, classified by its type: all dialects have one. */
export function errorOf({ error }: JsonObject): TrafficError | undefined {
  if (error === undefined || error === null) return undefined;
  const kind = isObject(error) ? `${String(error["type"])} ${String(error["code"])}` : "";
  const message =
    isObject(error) && typeof error["message"] === "string"
      ? error["message"]
      : typeof error === "string"
        ? error
        : "The provider answered with an error.";
  return { code: codeOf(kind), message };
}

function codeOf(kind: string): ErrorCode {
  if (/overloaded|503/.test(kind)) return "overloaded";
  if (/rate_limit|429|RESOURCE_EXHAUSTED/.test(kind)) return "rate_limited";
  if (/invalid_request|\b400\b/.test(kind)) return "bad_request";
  return /authentication|\b401\b/.test(kind) ? "authentication" : "server";
}

/** The traffic error as the one error everything throws. */
export function asError(found: TrafficError, upstream: Upstream): OrchestratorError {
  const { provider, key } = upstream.model;
  return new OrchestratorError(found.code, `${provider}: ${withoutKey(found.message, upstream)}`, {
    provider,
    model: key,
  });
}
