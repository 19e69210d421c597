import { appendFileSync } from "node:fs";
import type { Config, Logger } from "@ai-orchestrator/contract";
import { createRedactor } from "@ai-orchestrator/security/redaction";

const LEVELS = ["debug", "info", "warn", "error"] as const;
type Level = (typeof LEVELS)[number];

const BY_CONFIG: Readonly<Record<string, Level>> = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warn",
  WARN: "warn",
  ERROR: "error",
  CRITICAL: "error",
};

/** Diagnostics to stderr, or to the config's file, one JSON line each, redacted here and nowhere else. */
export function createLogger(options: {
  readonly level: Level | undefined;
  readonly config: () => Config["logging"];
  /** Values hidden in any form, whatever they look like. */
  readonly secrets: () => readonly string[];
}): Logger {
  let redactor: ReturnType<typeof createRedactor> | undefined;
  return {
    log: (level, message, fields = {}) => {
      const config = options.config();
      const wanted = options.level ?? BY_CONFIG[config?.level ?? "WARNING"] ?? "warn";
      if (LEVELS.indexOf(level) < LEVELS.indexOf(wanted)) return;
      const line = { at: new Date().toISOString(), level, message, ...fields };
      redactor ??= createRedactor({
        secrets: () => options.secrets().map((value) => ({ name: "credential", value })),
      });
      const text = `${JSON.stringify(redactor.redactValue(line))}\n`;
      if (config?.file === undefined) process.stderr.write(text);
      else appendFileSync(config.file, text, { mode: 0o600 });
    },
  };
}
