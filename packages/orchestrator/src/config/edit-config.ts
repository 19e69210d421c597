import { mkdirSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, type Config, type JsonValue } from "@ai-orchestrator/contract";
import { readConfigFile, type LoadedConfig } from "./load-config.ts";
import { refuseUnknownKey, validateConfig } from "./validate-config.ts";
import { writeFileDurably } from "../files/write-file-durably.ts";
import { isSecretHeader } from "./is-secret-header.ts";

/** One line of `config explain`. */
export interface ConfigLine {
  readonly path: string;
  readonly value: JsonValue;
  readonly origin: string;
}

/** The value at a dotted path of the merged config. Throws `invalid_config` for a path that leads nowhere. */
export function configValue(loaded: LoadedConfig, dotted: string): JsonValue {
  let value: unknown = loaded.config;
  refuseUnknownKey(splitPath(dotted));
  for (const key of splitPath(dotted)) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (value === undefined) {
    throw new OrchestratorError("invalid_config", `"${dotted}" is not set.`, {
      suggestion: "See every key with aio config explain.",
    });
  }
  return value as JsonValue;
}

/** Every leaf with its value and where it comes from, sorted by path. What secret headers hold is not told: people paste this. */
export function explainConfig(loaded: LoadedConfig): readonly ConfigLine[] {
  const lines: ConfigLine[] = [];
  // A section with something in it is told by what is in it.
  const filled = new Set([...loaded.origins.keys()].flatMap(pathsAbove));
  for (const [dotted, origin] of loaded.origins) {
    if (filled.has(dotted)) continue;
    let value: unknown = loaded.config;
    for (const key of dotted.split(".")) value = (value as Record<string, unknown> | undefined)?.[key];
    // Keys with dots in them (model names) are found by walking, not by splitting.
    const told = hideHeaders((value ?? lookUp(loaded.config, dotted)) as JsonValue, dotted.split("."));
    lines.push({ path: dotted, value: told, origin });
  }
  return lines.toSorted((a, b) => a.path.localeCompare(b.path));
}

function pathsAbove(dotted: string): readonly string[] {
  return [...dotted.matchAll(/\./g)].map(({ index }) => dotted.slice(0, index));
}

function hideHeaders(value: JsonValue, path: readonly string[]): JsonValue {
  if (path[0] === "providers" && path[2] === "headers" && path[3] !== undefined && isSecretHeader(path[3]))
    return HIDDEN;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, hideHeaders(inner as JsonValue, [...path, key])]),
  );
}

const HIDDEN = "(hidden; aio config get tells it)";

/** Sets (or with undefined removes) one key of the file, validates the whole, and writes it atomically; the old file stays if anything is wrong. */
export function setConfigValue(file: string, dotted: string, value: JsonValue | undefined): Config {
  const current = (readConfigFile(file) ?? { version: "2.0.0" }) as Record<string, unknown>;
  const next = structuredClone(current);
  const keys = splitPath(dotted);
  const last = keys.at(-1);
  if (last === undefined)
    throw new OrchestratorError("invalid_config", "No key given.", { suggestion: "aio config set defaults.dial best" });
  let target = next;
  for (const key of keys.slice(0, -1)) {
    const child = target[key];
    if (typeof child !== "object" || child === null || Array.isArray(child)) target[key] = {};
    target = target[key] as Record<string, unknown>;
  }
  if (value === undefined) {
    // What the file has can be taken away, known or not.
    if (!Object.hasOwn(target, last)) refuseUnknownKey(keys);
    delete target[last];
  }
  if (value !== undefined) target[last] = value;
  const config = validateConfig(next, file, "Nothing was written; see every key with aio config explain.");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileDurably(file, `${JSON.stringify(next, null, 2)}\n`);
  return config;
}

function splitPath(dotted: string): string[] {
  const pieces = dotted.split(".").filter((piece) => piece !== "");
  const [section, ...rest] = pieces;
  if (section === "models" && rest.length > 1) return [section, rest.slice(0, -1).join("."), rest.at(-1) ?? ""];
  return section === undefined ? [] : [section, ...rest];
}

function lookUp(value: unknown, dotted: string): unknown {
  if (dotted === "") return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    if (dotted === key) return child;
    if (dotted.startsWith(`${key}.`)) {
      const found = lookUp(child, dotted.slice(key.length + 1));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
