import { OrchestratorError, type JsonValue, type SerializedError } from "@ai-orchestrator/contract";
import { APP_API, CSRF_HEADER, fillPath, OPERATIONS, type OperationName } from "../protocol/app-api.ts";

/** How the gateway is reached. */
export interface GatewayClientOptions {
  /** `http://127.0.0.1:4141`; in a page the gateway serves, its own origin. */
  readonly url: string;
  /** The owner's token; a browser shows its cookie instead, and the token of its login. */
  readonly token?: string;
  readonly csrf?: string;
  readonly fetch?: typeof fetch;
  /** Ms before the first try to join a broken stream again; doubles up to 5 s. */
  readonly reconnectMs?: number;
}

/** Requests to one gateway. */
export interface GatewayHttp {
  /** Sends one request; throws OrchestratorError for what is not 200. */
  send(
    path: string,
    init: { readonly method: string; readonly body?: unknown; readonly signal?: AbortSignal | undefined },
  ): Promise<Response>;
  /** Calls an operation of the table. */
  call<T>(name: OperationName, input?: object, signal?: AbortSignal): Promise<T>;
}

/** Requests over fetch. */
export function createGatewayHttp({ url, token, csrf, fetch: own = fetch }: GatewayClientOptions): GatewayHttp {
  const base = url.replace(/\/$/, "");
  const send: GatewayHttp["send"] = async (path, { method, body, signal }) => {
    let response: Response;
    try {
      response = await own(base + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(csrf === undefined ? {} : { [CSRF_HEADER]: csrf }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      throw unreachable(error, signal);
    }
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  return {
    send,
    call: async <T>(name: OperationName, input: object = {}, signal?: AbortSignal): Promise<T> => {
      const { method, path } = OPERATIONS[name];
      const rest = Object.fromEntries(
        Object.entries(input).filter(([key, value]) => value !== undefined && !path.split("/").includes(`:${key}`)),
      );
      const target = APP_API + fillPath(path, input as Readonly<Record<string, unknown>>);
      const response =
        method === "GET" || method === "DELETE"
          ? await send(target + queryOf(rest), { method, signal })
          : await send(target, { method, body: rest, signal });
      return (await readJson(response, signal)) as T;
    },
  };
}

async function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw unreachable(error, signal);
  }
}

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(Object.entries(values).map(([key, value]) => [key, String(value as JsonValue)]));
  return query.size === 0 ? "" : `?${query.toString()}`;
}

/** The error of a connection that failed, or of a call that was given up. */
export function unreachable(error: unknown, signal: AbortSignal | undefined): OrchestratorError {
  if (error instanceof OrchestratorError) return error;
  if (signal?.aborted === true) return new OrchestratorError("cancelled", "Cancelled.", { cause: error });
  return new OrchestratorError("network", "The gateway does not answer.", {
    suggestion: "aio serve --status",
    cause: error,
  });
}

async function errorOf(response: Response): Promise<OrchestratorError> {
  try {
    const { error } = (await response.json()) as { readonly error: SerializedError };
    return OrchestratorError.fromJSON(error);
  } catch (error) {
    return new OrchestratorError("bad_response", `The gateway answered ${response.status}.`, {
      status: response.status,
      cause: error,
    });
  }
}
