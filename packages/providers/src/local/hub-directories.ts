import path from "node:path";

/** The parts of the environment that say where Hugging Face keeps models. */
export interface HubEnvironment {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Where downloaded models may lie, in the order they are looked for: `HF_HUB_CACHE`, `HF_HOME/hub`, macOS's
 * caches folder, the default (huggingface_hub `constants.py`).
 */
export function hubDirectories({ home, env }: HubEnvironment): readonly string[] {
  const hubCache = env["HF_HUB_CACHE"];
  const hubHome = env["HF_HOME"];
  return [
    ...new Set([
      ...(hubCache ? [expand(hubCache, home)] : []),
      ...(hubHome ? [path.join(expand(hubHome, home), "hub")] : []),
      path.join(home, "Library/Caches/huggingface/hub"),
      path.join(home, ".cache/huggingface/hub"),
    ]),
  ];
}

function expand(directory: string, home: string): string {
  return directory === "~" || directory.startsWith("~/") ? path.join(home, directory.slice(1)) : directory;
}
