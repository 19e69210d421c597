import { OrchestratorError } from "@ai-orchestrator/contract";

const LARGEST_ANSWER = 64 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** A JSON document of at most 64 MB within a minute. Throws `network`, `timeout`, `bad_response` or `cancelled`. */
export async function fetchJson(
  url: string,
  { fetch, signal }: { readonly fetch: typeof globalThis.fetch; readonly signal?: AbortSignal },
): Promise<unknown> {
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  const host = new URL(url).host;
  const text = await readText(url, {
    fetch,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  }).catch((cause: unknown) => {
    if (cause instanceof OrchestratorError) throw cause;
    if (signal?.aborted === true) throw new OrchestratorError("cancelled", "Cancelled.", { cause });
    if (deadline.aborted) throw new OrchestratorError("timeout", `${host} did not answer within a minute.`, { cause });
    throw new OrchestratorError("network", `${host} could not be reached (${describe(cause)}).`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OrchestratorError("bad_response", `${host} did not answer with whole JSON.`, { cause });
  }
}

async function readText(
  url: string,
  options: { readonly fetch: typeof globalThis.fetch; readonly signal: AbortSignal },
): Promise<string> {
  const response = await options.fetch(url, { signal: options.signal, headers: { accept: "application/json" } });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new OrchestratorError(
      response.status >= 500 ? "server" : "bad_response",
      `${new URL(url).host} answered ${response.status}.`,
      { status: response.status },
    );
  }
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER)
      throw new OrchestratorError("bad_response", `${new URL(url).host} answered with more than 64 MB.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function describe(cause: unknown): string {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return reason instanceof Error ? reason.message : String(reason);
}
