import { readFile as readFileFromDisk } from "node:fs/promises";
import { join } from "node:path";
import { isLoopbackUrl, OrchestratorError, type JsonObject } from "@ai-orchestrator/contract";
import type { ProviderDeps, ProviderSettings } from "../facts/provider-deps.ts";

/** Application Default Credentials as found on this machine. */
export type AdcSource =
  | { readonly kind: "file"; readonly path: string; readonly json: JsonObject }
  /** No file: ask the metadata server, as on Google Cloud itself. */
  | { readonly kind: "metadata"; readonly host: string };

type AdcDeps = Pick<ProviderDeps, "env" | "readFile">;

/** The address of Google Cloud's metadata server; the bare address works where the name does not resolve. */
const METADATA_HOST = "169.254.169.254";

/**
 * Finds Application Default Credentials in Google's order: `GOOGLE_APPLICATION_CREDENTIALS`, gcloud's well-known
 * file, the metadata server. Throws `authentication` for a named file that is missing or unreadable.
 * Order: cloud.google.com/docs/authentication/application-default-credentials.
 */
export async function findAdc(deps: AdcDeps): Promise<AdcSource> {
  const { env } = deps;
  const read = deps.readFile ?? readIfPresent;
  const named = env["GOOGLE_APPLICATION_CREDENTIALS"];
  if (named !== undefined && named !== "") {
    const text = await read(named);
    if (text === undefined) throw badFile(named, "does not exist");
    return { kind: "file", path: named, json: parseCredentials(named, text) };
  }
  const path = wellKnownPath(env);
  const text = path === undefined ? undefined : await read(path);
  if (path !== undefined && text !== undefined) return { kind: "file", path, json: parseCredentials(path, text) };
  return { kind: "metadata", host: env["GCE_METADATA_HOST"] ?? METADATA_HOST };
}

/** Where `gcloud auth application-default login` puts its file; undefined where no home is known. */
export function wellKnownPath(env: AdcDeps["env"]): string | undefined {
  const file = "application_default_credentials.json";
  const configured = env["CLOUDSDK_CONFIG"];
  if (configured !== undefined && configured !== "") return join(configured, file);
  const appData = env["APPDATA"];
  if (appData !== undefined && appData !== "") return join(appData, "gcloud", file);
  const home = env["HOME"];
  return home === undefined || home === "" ? undefined : join(home, ".config", "gcloud", file);
}

/**
 * The prefix all of Vertex's paths start with: host, project and location. `fallbackProject` is the credentials' own.
 * Throws `invalid_config` where no project is known, the location is not one, or the token would travel readable.
 */
export function vertexBaseUrl(
  settings: ProviderSettings,
  env: AdcDeps["env"],
  fallbackProject: string | undefined,
): string {
  const project = vertexProject(settings, env) ?? fallbackProject;
  if (project === undefined || project === "") {
    throw new OrchestratorError("invalid_config", "There is no Google Cloud project for Vertex AI.", {
      provider: "vertex-ai",
      suggestion: "Set GOOGLE_CLOUD_PROJECT or providers.vertex-ai.project.",
    });
  }
  const location = vertexLocation(settings, env);
  if (!/^[a-z0-9-]{1,63}$/.test(location) || !/^[a-z0-9:.-]{1,128}$/i.test(project)) {
    throw new OrchestratorError(
      "invalid_config",
      `Vertex AI cannot use project "${project}" in location "${location}".`,
      { provider: "vertex-ai", suggestion: "Correct GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION." },
    );
  }
  refuseReadable(settings.baseUrl);
  const root = settings.baseUrl?.replace(/\/+$/, "") ?? `https://${vertexHost(location)}/v1beta1`;
  return `${root}/projects/${project}/locations/${location}`;
}

/** A token goes with every call, so plain http is for this machine only. */
function refuseReadable(baseUrl: string | undefined): void {
  if (baseUrl === undefined || URL.parse(baseUrl)?.protocol !== "http:" || isLoopbackUrl(baseUrl)) return;
  throw new OrchestratorError("invalid_config", `Google's token is not sent to ${baseUrl}: it would travel readable.`, {
    provider: "vertex-ai",
    suggestion: "Use https, or http on localhost.",
  });
}

/** The project that settings or environment name; the credentials may know another. */
export function vertexProject(settings: ProviderSettings, env: AdcDeps["env"]): string | undefined {
  const named = [
    settings.project,
    env["GOOGLE_CLOUD_PROJECT"],
    env["GCP_PROJECT_ID"],
    env["GOOGLE_VERTEX_PROJECT"],
    env["GCLOUD_PROJECT"],
  ];
  return named.find((project) => project !== undefined && project !== "");
}

function vertexLocation(settings: ProviderSettings, env: AdcDeps["env"]): string {
  const named = [settings.location, env["GOOGLE_CLOUD_LOCATION"], env["GCP_LOCATION"], env["GOOGLE_VERTEX_LOCATION"]];
  return named.find((location) => location !== undefined && location !== "") ?? "global";
}

/** Vertex's hosts: one for `global`, multi-regions under `rep`, one for each region. */
function vertexHost(location: string): string {
  if (location === "global") return "aiplatform.googleapis.com";
  if (location === "us" || location === "eu") return `aiplatform.${location}.rep.googleapis.com`;
  return `${location}-aiplatform.googleapis.com`;
}

function parseCredentials(path: string, text: string): JsonObject {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as JsonObject;
  } catch {
    // The parser's own words quote the file.
    throw badFile(path, "is not JSON");
  }
  throw badFile(path, "holds no credentials");
}

function badFile(path: string, why: string): OrchestratorError {
  return new OrchestratorError("authentication", `The Google credentials file ${path} ${why}.`, {
    provider: "vertex-ai",
    suggestion: "Correct GOOGLE_APPLICATION_CREDENTIALS, or run: gcloud auth application-default login",
  });
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFileFromDisk(path, "utf8");
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw badFile(path, `cannot be read (${code ?? "unknown error"})`);
  }
}
