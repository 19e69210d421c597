import path from "node:path";

/** The parts of the environment that say where Hugging Face keeps models. */
export interface HubEnvironment {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Where downloaded models may lie, in the order they are looked for: where downloads go, `HF_HOME/hub`, macOS's
 * caches folder, the default (huggingface_hub `constants.py`).
 */
export function hubDirectories({ home, env }: HubEnvironment): readonly string[] {
  const hubHome = env["HF_HOME"];
  return [
    ...new Set([
      hubCacheDirectory({ home, env }),
      ...(hubHome ? [path.join(expand(hubHome, home), "hub")] : []),
      path.join(home, "Library/Caches/huggingface/hub"),
      path.join(home, ".cache/huggingface/hub"),
    ]),
  ];
}

/** Where downloads go, as for every program that uses huggingface_hub: `HF_HUB_CACHE` or its old name, `HF_HOME/hub`, `XDG_CACHE_HOME`, the default. */
export function hubCacheDirectory({ home, env }: HubEnvironment): string {
  const cache = env["HF_HUB_CACHE"] || env["HUGGINGFACE_HUB_CACHE"];
  if (cache) return expand(cache, home);
  const hubHome = env["HF_HOME"] || path.join(env["XDG_CACHE_HOME"] || path.join(home, ".cache"), "huggingface");
  return path.join(expand(hubHome, home), "hub");
}

function expand(directory: string, home: string): string {
  return directory === "~" || directory.startsWith("~/") ? path.join(home, directory.slice(1)) : directory;
}
