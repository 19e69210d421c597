import { readFileSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, type GatewayConfig } from "@ai-orchestrator/contract";
import type { GatewaySettings } from "@ai-orchestrator/gateway/server";
import type { LocalOrchestrator } from "../local-orchestrator.ts";

/** What of the config the gateway takes over while it runs; `hostNames` are those of the command line. Throws `invalid_input` for a certificate that cannot be read. */
export function gatewaySettings(
  { config, loaded }: Pick<LocalOrchestrator, "config" | "loaded">,
  hostNames: readonly string[] = [],
): GatewaySettings {
  const { hostNames: named = [], allowedOrigins = [], cacheTtlSeconds = 0, tls } = config.gateway ?? {};
  const settings = { publicHosts: [...named, ...hostNames], allowedOrigins, cacheTtlSeconds };
  if (tls === undefined) return settings;
  const { certFile, keyFile } = tlsFiles(tls, loaded.file);
  return { ...settings, tls: { cert: readPem(certFile), key: readPem(keyFile) } };
}

/** Where the certificate is: relative to the config file. */
export function tlsFiles(
  { certFile, keyFile }: NonNullable<GatewayConfig["tls"]>,
  configFile: string,
): { readonly certFile: string; readonly keyFile: string } {
  const folder = path.dirname(configFile);
  return { certFile: path.resolve(folder, certFile), keyFile: path.resolve(folder, keyFile) };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new OrchestratorError("invalid_input", `${file} cannot be read: ${(error as Error).message}.`, {
      suggestion: "gateway.tls names a certificate and its key.",
      cause: error,
    });
  }
}
