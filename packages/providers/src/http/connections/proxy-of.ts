import { OrchestratorError } from "@ai-orchestrator/contract";
import { proxyFor } from "../proxies-of.ts";
import type { Proxy } from "./open-tunnel.ts";

/** The proxy an address is asked through; undefined where it is asked directly. Throws `invalid_config` for one that is no HTTP proxy. */
export function proxyOf(address: URL, env: Readonly<Record<string, string | undefined>>): Proxy | undefined {
  const proxy = proxyFor(address, env);
  if (proxy === undefined) return undefined;
  const { protocol, hostname, port, username, password } = proxy;
  const isSecure = protocol === "https:";
  if (!isSecure && protocol !== "http:") {
    throw new OrchestratorError("invalid_config", `A proxy of the kind "${protocol}" cannot be asked for this.`, {
      suggestion: "Name an HTTP proxy in HTTPS_PROXY and HTTP_PROXY.",
    });
  }
  const credentials = `${plainText(username)}:${plainText(password)}`;
  return {
    isSecure,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isSecure ? 443 : 80) : Number(port),
    authorization:
      credentials === ":"
        ? ""
        : `proxy-authorization: Basic ${Buffer.from(credentials, "utf8").toString("base64")}\r\n`,
  };
}

/** What an address writes with escapes; itself where a person wrote a percent sign as it is. */
function plainText(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped; // The decoder's only failure.
  }
}
