import type { JsonValue } from "@ai-orchestrator/contract";
import { appPaths } from "../files/app-paths.ts";
import { CONFIG_DEFAULTS } from "./config-defaults.ts";
import { configValue, explainConfig, setConfigValue, type ConfigLine } from "./edit-config.ts";
import { environmentLayer } from "./environment-layer.ts";
import { loadConfig } from "./load-config.ts";

/** Reading and changing `config.json` without opening anything else. */
export interface ConfigDesk {
  readonly file: string;
  get(key: string): Promise<JsonValue>;
  /** Sets one key, or with undefined removes it; validates the whole first. */
  set(key: string, value: JsonValue | undefined): Promise<void>;
  explain(): Promise<readonly ConfigLine[]>;
}

/** The desk for the user's file, or another one. */
export function openConfigDesk(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file?: string;
}): ConfigDesk {
  const file = options.file ?? appPaths(options.env).config;
  const load = () => loadConfig({ file, defaults: CONFIG_DEFAULTS, layers: [environmentLayer(options.env)] });
  return {
    file,
    get: async (key) => configValue(await load(), key),
    set: async (key, value) => {
      setConfigValue(file, key, value);
    },
    explain: async () => explainConfig(await load()),
  };
}
