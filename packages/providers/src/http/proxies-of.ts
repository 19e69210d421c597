import { isLoopbackHost, OrchestratorError } from "@ai-orchestrator/contract";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names) say an address is asked through;
 * undefined where it is asked directly. What runs on this machine always is. Throws `invalid_config` for a proxy that is
 * no address.
 */
export function proxyFor(address: URL, env: Environment): URL | undefined {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const plain = read("HTTP_PROXY");
  if (isLoopbackHost(address.hostname)) return undefined;
  const named = address.protocol === "https:" ? (read("HTTPS_PROXY") ?? plain) : plain;
  if (named === undefined) return undefined;
  // Names under localhost are this machine as most resolve them, which is no reason to tell a proxy what is asked there.
  const spared = [...(read("NO_PROXY") ?? "").split(/[,\s]+/), ".localhost"];
  const { protocol, hostname, port } = address;
  const at = {
    host: hostname.replace(/^\[|\]$|\.$/g, "").toLowerCase(),
    port: port === "" ? (protocol === "https:" ? "443" : "80") : port,
  };
  if (spared.some((entry) => spares(entry, at))) return undefined;
  const proxy = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`);
  if (proxy !== null) return proxy;
  // It may hold a password: it is not told.
  throw new OrchestratorError("invalid_config", "The environment names a proxy that is no address.", {
    suggestion: "Write HTTPS_PROXY and HTTP_PROXY as http://host:port.",
  });
}

/** False where an address is asked through a proxy that only fetch can use, such as a SOCKS one. */
export function isReachedByOwnConnections(address: URL, env: Environment): boolean {
  const protocol = proxyFor(address, env)?.protocol;
  return protocol === undefined || protocol === "http:" || protocol === "https:";
}

/** True where an entry of `NO_PROXY` names the host: `example.com` and what is below it, `*.example.com` only the latter. */
function spares(entry: string, { host, port }: { readonly host: string; readonly port: string }): boolean {
  const [, bracketed, plain, only] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const name = (bracketed ?? plain ?? "").toLowerCase();
  if (name === "*") return true;
  const domain = name.replace(/^\*?\./, "");
  return domain !== "" && ((host === domain && !name.startsWith("*")) || host.endsWith(`.${domain}`));
}
