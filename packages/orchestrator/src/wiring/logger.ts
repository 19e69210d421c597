import { appendFileSync } from "node:fs";
import type { Config, Logger } from "@ai-orchestrator/contract";
import { secretRedactor } from "./secret-redactor.ts";

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

/** Diagnostics to stderr, or to the config's file, one line each, redacted here and nowhere else. A file always gets JSON. */
export function createLogger(options: {
  readonly level: Level | undefined;
  /** What stderr gets: JSON for machines (the default), or words for a person. */
  readonly format?: "json" | "text" | undefined;
  readonly config: () => Config["logging"];
  /** Values hidden in any form, whatever they look like. */
  readonly secrets: () => readonly string[];
}): Logger {
  const redactor = secretRedactor(options.secrets);
  return {
    log: (level, message, fields = {}) => {
      const config = options.config();
      const wanted = options.level ?? BY_CONFIG[config?.level ?? "WARNING"] ?? "warn";
      if (LEVELS.indexOf(level) < LEVELS.indexOf(wanted)) return;
      const safe = redactor.redactValue({ message, fields });
      const line = { at: new Date().toISOString(), level, message: safe.message, ...safe.fields };
      if (config?.file !== undefined) appendFileSync(config.file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      else process.stderr.write(`${options.format === "text" ? inWords(level, safe) : JSON.stringify(line)}\n`);
    },
  };
}

function inWords(level: Level, { message, fields }: { message: string; fields: Readonly<Record<string, unknown>> }) {
  const details = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}`);
  return `${level === "warn" ? "warning" : level}: ${[message, ...details.map((detail) => `(${detail})`)].join(" ")}`;
}
