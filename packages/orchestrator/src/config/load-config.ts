import { readFileSync } from "node:fs";
import { OrchestratorError, type Config } from "@ai-orchestrator/contract";

/** Where a value comes from, weakest first. */
export type ConfigOrigin = "default" | "file" | "environment" | "option";

/** Config as merged, and the file's own part of it. */
export interface LoadedConfig {
  readonly config: Config;
  /** What the file says, untouched. */
  readonly fileConfig: Config;
  readonly file: string;
  readonly exists: boolean;
  /** Origin of every leaf, by dotted path. */
  readonly origins: ReadonlyMap<string, ConfigOrigin>;
}

/** The parsed JSON, or undefined if there is no file. Throws `invalid_config` with line and column. */
export function readConfigFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new OrchestratorError("invalid_config", `Cannot read ${file}: ${(error as Error).message}.`, {
      suggestion: "Check the file's permissions.",
      cause: error,
    });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new OrchestratorError("invalid_config", `${file} is not valid JSON${position(error as Error, text)}.`, {
      suggestion: "Correct it with aio config edit; nothing was changed.",
      cause: error,
    });
  }
}

function position(error: Error, text: string): string {
  const offset = /position (\d+)/.exec(error.message)?.[1];
  if (offset === undefined) return `: ${error.message.split("\n")[0] ?? ""}`;
  const before = text.slice(0, Number(offset)).split("\n");
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/**
 * Reads and merges defaults, the file and `layers` (later wins).
 * Validation needs zod, so it runs only where a file exists.
 */
export async function loadConfig(options: {
  readonly file: string;
  readonly defaults: Config;
  readonly layers?: readonly { readonly origin: ConfigOrigin; readonly config: Config }[];
}): Promise<LoadedConfig> {
  const raw = readConfigFile(options.file);
  const fileConfig = raw === undefined ? {} : (await import("./validate-config.ts")).validateConfig(raw, options.file);
  const layers = [
    { origin: "default" as const, config: options.defaults },
    { origin: "file" as const, config: fileConfig },
    ...(options.layers ?? []),
  ];
  const origins = new Map<string, ConfigOrigin>();
  let merged: Record<string, unknown> = {};
  for (const layer of layers)
    merged = mergeLayer(merged, layer.config as Record<string, unknown>, { origin: layer.origin, origins, path: "" });
  return { config: merged as Config, fileConfig, file: options.file, exists: raw !== undefined, origins };
}

interface MergeContext {
  readonly origin: ConfigOrigin;
  readonly origins: Map<string, ConfigOrigin>;
  readonly path: string;
}

function mergeLayer(
  base: Record<string, unknown>,
  layer: Record<string, unknown>,
  context: MergeContext,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(layer)) {
    if (value === undefined || key === "__proto__") continue;
    const path = context.path === "" ? key : `${context.path}.${key}`;
    if (isPlainObject(value) && Object.keys(value).length > 0) {
      const below = isPlainObject(merged[key]) ? merged[key] : {};
      merged[key] = mergeLayer(below, value, { ...context, path });
    } else if (!isPlainObject(value) || merged[key] === undefined) {
      merged[key] = value;
      context.origins.set(path, context.origin);
    }
  }
  return merged;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
