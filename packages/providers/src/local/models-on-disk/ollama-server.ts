import { OrchestratorError, type PullOptions } from "@ai-orchestrator/contract";
import { networkFailure } from "../../errors/network-failure.ts";
import { countOf, fieldsOf, textOf } from "../read-fields.ts";
import { noOllamaModel } from "./ollama-names.ts";

/** An Ollama server on this machine. */
export interface OllamaServer {
  readonly fetch: typeof globalThis.fetch;
  /** Without `/v1`. */
  readonly root: string;
}

const LONGEST_LINE = 1024 * 1024;

/**
 * Lets Ollama download a model, and passes its progress on (docs/api.md, "Pull a Model"). Aborting makes it stop; what
 * came so far it keeps itself. Throws `unknown_model`, `network`, `server` or `cancelled`.
 */
export async function pullWithOllama(
  model: string,
  { server, size, signal, onProgress }: PullOptions & { server: OllamaServer; size: number | undefined },
): Promise<void> {
  const layers = new Map<string, { readonly done: number; readonly total: number }>();
  let isDone = false;
  for await (const line of ask("POST", "/api/pull", { model, server, signal })) {
    const status = textOf(line["status"]) ?? "";
    const digest = textOf(line["digest"]);
    if (digest !== undefined)
      layers.set(digest, { done: countOf(line["completed"]) ?? 0, total: countOf(line["total"]) ?? 0 });
    const sum = (pick: "done" | "total"): number => [...layers.values()].reduce((all, layer) => all + layer[pick], 0);
    const total = Math.max(size ?? 0, sum("total"));
    onProgress({
      done: sum("done"),
      ...(total > 0 ? { total } : {}),
      ...(digest === undefined ? { phase: status } : {}),
    });
    isDone = status === "success";
  }
  if (!isDone)
    throw new OrchestratorError("network", "Ollama broke off before the end.", {
      provider: "ollama",
      suggestion: "Run it again; Ollama goes on where it stopped.",
    });
}

/** Lets Ollama delete a model; layers that others use stay. Throws `not_found`, `network` or `server`. */
export async function removeFromOllama(
  model: string,
  { server, signal }: { readonly server: OllamaServer; readonly signal: AbortSignal },
): Promise<void> {
  for await (const _line of ask("DELETE", "/api/delete", { model, server, signal })) continue;
}

async function* ask(
  method: string,
  path: string,
  { model, server, signal }: { model: string; server: OllamaServer; signal: AbortSignal },
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  try {
    const response = await server.fetch(`${server.root}${path}`, {
      method,
      signal,
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model }),
    });
    for await (const line of linesOf(response.body)) {
      const error = textOf(line["error"]);
      if (error !== undefined || !response.ok) throw refused(model, response.status, error);
      yield line;
    }
    if (!response.ok) throw refused(model, response.status, undefined);
  } catch (cause) {
    if (signal.aborted) throw new OrchestratorError("cancelled", "Cancelled.", { cause });
    throw networkFailure(cause, `Ollama at ${server.root}`, { provider: "ollama", secrets: [], now: 0 });
  }
}

/** Ollama tells what is wrong in words alone (`server/images.go`). */
function refused(model: string, status: number, error: string | undefined): OrchestratorError {
  if (status === 404) {
    return new OrchestratorError("not_found", `Ollama has no model ${model}.`, {
      suggestion: "See what there is: aio models local",
    });
  }
  if (error !== undefined && /file does not exist|not found/i.test(error)) return noOllamaModel(model);
  return new OrchestratorError("server", `Ollama: ${error ?? `it answered ${status}`}.`, {
    provider: "ollama",
    suggestion: "Run it again; Ollama goes on where it stopped.",
  });
}

/** JSON objects, one a line. What is none is passed over. */
async function* linesOf(body: Response["body"]): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE)
      throw new OrchestratorError("bad_response", "Ollama sends no lines.", { provider: "ollama" });
    for (const line of lines) yield parse(line);
  }
  if (rest.trim() !== "") yield parse(rest);
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return {}; // an empty line, or one that was cut off
  }
}
