import { countOf, fieldsOf, listOf, textOf, textsOf, type Fields } from "./read-fields.ts";
import type { LocalProbe } from "./local-probe.ts";
import { readParameters } from "./model-name-facts.ts";
import type { ServedModel } from "./to-local-model.ts";

/** Asking about each model costs a request; nobody routes among more than this. */
const MOST_DETAILS = 64;

/**
 * Models of an Ollama server, or undefined if it is none (docs.ollama.com/api: `/api/tags`, `/api/show`, `/api/ps`).
 * Models that Ollama only passes on to ollama.com (`…-cloud`) are marked as remote.
 */
export async function listOllamaModels(probe: LocalProbe): Promise<readonly ServedModel[] | undefined> {
  const listed = listOf(fieldsOf(await probe.get("/api/tags"))["models"]);
  if (listed === undefined) return undefined;
  const running = await probe.get("/api/ps");
  const windows = new Map(
    (listOf(fieldsOf(running)["models"]) ?? []).map((model) => [
      textOf(model["model"] ?? model["name"]),
      countOf(model["context_length"]),
    ]),
  );
  const named = listed.flatMap((entry) => {
    const id = textOf(entry["model"] ?? entry["name"]);
    return id === undefined ? [] : [{ id, entry }];
  });
  return Promise.all(
    named.map(async ({ id, entry }, index) => {
      const shown = index < MOST_DETAILS ? fieldsOf(await probe.post("/api/show", { model: id })) : {};
      return describe(id, { entry, shown, loadedWindow: windows.get(id) });
    }),
  );
}

function describe(
  id: string,
  { entry, shown, loadedWindow }: { entry: Fields; shown: Fields; loadedWindow: number | undefined },
): ServedModel {
  const can = textsOf(shown["capabilities"]) ?? textsOf(entry["capabilities"]);
  const size =
    textOf(fieldsOf(entry["details"])["parameter_size"]) ?? textOf(fieldsOf(shown["details"])["parameter_size"]);
  const isRemote =
    textOf(entry["remote_host"]) !== undefined || textOf(shown["remote_host"]) !== undefined || /[:-]cloud$/.test(id);
  return {
    id,
    ...(id.endsWith(":latest") ? { aliases: [id.slice(0, -":latest".length)] } : {}),
    // What is loaded counts: Ollama cuts longer prompts silently.
    contextWindow: loadedWindow ?? configuredWindow(shown) ?? trainedWindow(shown),
    parameters: size === undefined ? undefined : readParameters(size),
    ...(can === undefined
      ? {}
      : {
          vision: can.includes("vision"),
          audio: can.includes("audio"),
          tools: can.includes("tools"),
          reasoning: can.includes("thinking"),
          embedding: can.includes("embedding") && !can.includes("completion"),
        }),
    ...(isRemote ? { remote: true } : {}),
  };
}

function configuredWindow(shown: Fields): number | undefined {
  const parameters = shown["parameters"];
  const found = typeof parameters === "string" ? /^num_ctx\s+(\d+)/m.exec(parameters)?.[1] : undefined;
  return found === undefined ? undefined : countOf(Number(found));
}

function trainedWindow(shown: Fields): number | undefined {
  const info = fieldsOf(shown["model_info"]);
  const key = Object.keys(info).find((name) => name.endsWith(".context_length"));
  return key === undefined ? undefined : countOf(info[key]);
}
