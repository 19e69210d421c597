import type { Config } from "@ai-orchestrator/contract";
import type { ConfigOrigin } from "./load-config.ts";

/** What environment variables say about config: the original readme's Google Cloud ones, and where local servers are. */
export function environmentLayer(env: Readonly<Record<string, string | undefined>>): {
  readonly origin: ConfigOrigin;
  readonly config: Config;
} {
  const project = env["GOOGLE_CLOUD_PROJECT"] ?? env["GCP_PROJECT_ID"];
  const location = env["GOOGLE_CLOUD_LOCATION"];
  const vertex = { ...(project ? { project } : {}), ...(location ? { location } : {}) };
  const level = env["LOG_LEVEL"]?.toUpperCase();
  const known = ["DEBUG", "INFO", "WARNING", "WARN", "ERROR", "CRITICAL"] as const;
  const logLevel = known.find((name) => name === level);
  return {
    origin: "environment",
    config: {
      providers: Object.keys(vertex).length > 0 ? { "vertex-ai": vertex } : {},
      ...(logLevel === undefined ? {} : { logging: { level: logLevel } }),
    },
  };
}
