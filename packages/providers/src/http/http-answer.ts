import { sourceOf, type BodySource } from "./body-source.ts";
import { abortSignalOf, type StopSignal } from "./stop-signal.ts";

/** A request that follows no redirect and whose body is text or bytes. */
export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  readonly signal: StopSignal | undefined;
}

/** Headers of an answer; names in any case. */
export interface AnswerHeaders {
  /** Null where there is none; several of one name are joined by commas. */
  get(name: string): string | null;
  entries(): Iterable<[string, string]>;
}

/** An answer whose headers are here and whose body is still to be read; none where its status has none. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: BodySource | undefined;
}

/** Sends a request. Rejects with the connection's error or the signal's reason. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

/** An answer that was read whole, its encoding taken off. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** Sends a request and reads its answer whole: one promise where `Send` takes one a piece. Rejects as `Send`, and for a body over 64 MiB. */
export type SendWhole = (request: HttpRequest) => Promise<WholeAnswer>;

/** Sends through a fetch, where the caller brings its own. */
export function sendThrough(send: typeof fetch): Send {
  return async ({ url, method, headers, body, signal }) => {
    const response = await send(url, {
      method,
      headers: { ...headers },
      redirect: "manual",
      ...(body === null ? {} : { body: body as NonNullable<RequestInit["body"]> }),
      ...(signal === undefined ? {} : { signal: abortSignalOf(signal) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: response.body === null ? undefined : sourceOf(response.body),
    };
  };
}
