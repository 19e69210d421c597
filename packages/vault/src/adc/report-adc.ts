import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { oneLine, systemCode } from "../vault-error.ts";

/** What Vertex AI would authenticate with: Google's Application Default Credentials, as found on this machine. Never a key. */
export interface AdcReport {
  readonly source: "adc" | "none";
  /** E.g. `service_account`, `authorized_user`, `external_account`; `metadata` on Google's own machines. */
  readonly kind?: string;
  /** The variable or path it was found by. */
  readonly sourceDetail?: string;
  readonly path?: string;
  /** The service account's address, where the file tells it. */
  readonly account?: string;
  readonly project?: string;
  readonly projectFrom?: string;
  readonly location: string;
  /** One line: why it will not work. */
  readonly reason?: string;
  readonly suggestion?: string;
}

/** Where to look. */
export interface AdcOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}

/** First set one wins; the credentials file's own project comes last. */
const PROJECT_VARIABLES = [
  "GOOGLE_CLOUD_PROJECT",
  "GCP_PROJECT_ID",
  "GOOGLE_VERTEX_PROJECT",
  "GCLOUD_PROJECT",
] as const;
const LOCATION_VARIABLES = ["GOOGLE_CLOUD_LOCATION", "GOOGLE_VERTEX_LOCATION"] as const;

/** Fields each kind of credentials file cannot do without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  service_account: ["client_email", "private_key"],
  authorized_user: ["client_id", "client_secret", "refresh_token"],
  external_account: ["audience", "subject_token_type", "token_url"],
  external_account_authorized_user: ["client_id", "refresh_token", "token_url"],
  impersonated_service_account: ["service_account_impersonation_url", "source_credentials"],
};

/** Where `gcloud auth application-default login` leaves its file. */
export function wellKnownAdcPath({ env, home, platform }: AdcOptions): string {
  const config =
    env["CLOUDSDK_CONFIG"] ||
    (platform === "win32" ? join(env["APPDATA"] ?? home, "gcloud") : join(home, ".config", "gcloud"));
  return join(config, "application_default_credentials.json");
}

/**
 * Looks, in Google's order, at GOOGLE_APPLICATION_CREDENTIALS, gcloud's well-known file, and signs of a Google
 * machine. Reads files only; whether Google accepts them shows in a live check. Never throws.
 */
export function reportAdc(options: AdcOptions): AdcReport {
  const { env } = options;
  const location = firstSet(env, LOCATION_VARIABLES)?.value ?? "global";
  const project = firstSet(env, PROJECT_VARIABLES);
  const known = project === undefined ? {} : { project: project.value, projectFrom: project.name };
  const named = env["GOOGLE_APPLICATION_CREDENTIALS"]?.trim();
  if (named) return { ...readAdcFile(named, "GOOGLE_APPLICATION_CREDENTIALS"), ...known, location };
  const wellKnown = wellKnownAdcPath(options);
  if (existsSync(wellKnown)) return { ...readAdcFile(wellKnown, wellKnown), ...known, location };
  if (isGoogleMachine(options))
    return { source: "adc", kind: "metadata", sourceDetail: "this machine's service account", ...known, location };
  return {
    source: "none",
    ...known,
    location,
    reason: "no Application Default Credentials",
    suggestion:
      "Run `gcloud auth application-default login`, or point GOOGLE_APPLICATION_CREDENTIALS at a service-account file.",
  };
}

function firstSet(
  env: AdcOptions["env"],
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

function readAdcFile(path: string, sourceDetail: string): Omit<AdcReport, "location"> {
  const unusable = (reason: string): Omit<AdcReport, "location"> => ({
    source: "none",
    sourceDetail,
    path,
    reason,
    suggestion: "Run `gcloud auth application-default login` again, or fix the path.",
  });
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return unusable(`${path} does not exist`);
    return unusable(code === undefined ? `${path} is not JSON` : `${path} cannot be read: ${oneLine(code)}`);
  }
  const fields = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  const kind = typeof fields["type"] === "string" ? fields["type"] : "";
  const needed = Object.hasOwn(NEEDED, kind) ? NEEDED[kind] : undefined;
  if (needed === undefined) return unusable(`${path} is not a Google credentials file`);
  const missing = needed.filter((name) => !fields[name]);
  if (missing.length > 0) return unusable(`${path} lacks ${missing.join(", ")}`);
  const project = [fields["project_id"], fields["quota_project_id"]].find((each) => typeof each === "string");
  return {
    source: "adc",
    kind,
    sourceDetail,
    path,
    ...(typeof fields["client_email"] === "string" ? { account: fields["client_email"] } : {}),
    ...(typeof project === "string" ? { project, projectFrom: path } : {}),
  };
}

/** Signs of Google Cloud that need no network. */
function isGoogleMachine({ env, platform }: AdcOptions): boolean {
  if (env["GCE_METADATA_HOST"] || env["K_SERVICE"]) return true;
  if (platform !== "linux") return false;
  try {
    return readFileSync("/sys/class/dmi/id/product_name", "utf8").trim() === "Google Compute Engine";
  } catch {
    return false;
  }
}
