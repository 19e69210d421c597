/** Proxies that an environment names. */
export interface Proxies {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  /** Whom to ask without one, separated by commas. */
  readonly noProxy: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (or their lower-case names) say; undefined where there is no proxy. */
export function proxiesOf(env: Environment): Proxies | undefined {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const httpProxy = read("HTTP_PROXY");
  const httpsProxy = read("HTTPS_PROXY") ?? httpProxy;
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  // What runs on this machine is never asked for through a proxy.
  const noProxy = [read("NO_PROXY"), "localhost", "127.0.0.1", "::1"].filter((host) => host !== undefined).join(",");
  return {
    noProxy,
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
  };
}

/** True where calls to an address go through a proxy, or may. */
export function isProxied(address: string, env: Environment): boolean {
  const proxies = proxiesOf(env);
  if (proxies === undefined) return false;
  const { protocol, hostname, port } = new URL(address);
  if (protocol === "http:" && proxies.httpProxy === undefined) return false;
  const at = {
    host: hostname.replace(/^\[|\]$/g, "").toLowerCase(),
    port: port === "" ? (protocol === "https:" ? "443" : "80") : port,
  };
  return !proxies.noProxy.split(/[,\s]+/).some((entry) => spares(entry, at));
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
