/**
 * Whether a URL points to this machine and nowhere else: `localhost` and names under it, 127.0.0.0/8, `[::1]`
 * and IPv4-mapped loopback. A name that merely resolves to loopback does not count: DNS can change its mind.
 */
export function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  // The URL parser has already turned 2130706433, 0x7f.1 and full-width digits into 127.0.0.1.
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname) ||
    hostname === "[::1]" ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname)
  );
}

/**
 * The base URL a person means by what stands in `OLLAMA_HOST` and its like: `:11434`, `0.0.0.0` (a listening
 * address, so this machine), `box.local:11434`, `http://localhost:11434/`. Ends in `/v1`. Undefined if it is none.
 */
export function readBaseUrl(text: string, defaultPort: number): string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const withScheme = /^https?:\/\//i.test(trimmed)
    ? trimmed
    : `http://${trimmed.startsWith(":") ? "127.0.0.1" : ""}${trimmed}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  if (url.hostname === "0.0.0.0" || url.hostname === "[::]") url.hostname = "127.0.0.1";
  // `new URL` drops a port that is the scheme's own, so only the text can tell that one was given.
  const hasPort = url.port !== "" || /:\d+(?:\/|$)/.test(withScheme.slice("http://".length));
  if (!hasPort && url.protocol === "http:") url.port = String(defaultPort);
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path.endsWith("/v1") ? path : `${path}/v1`}`;
}
