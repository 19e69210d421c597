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
