/**
 * Whether a host name, as `new URL` gives it (`localhost`, `127.0.0.1`, `[::1]`), is this machine and nothing else:
 * what a key may be sent to over plain http, what is local and free, what local-only allows. Asked here and nowhere else.
 *
 * `localhost` counts: the system's own table names it. Names under it (`api.localhost`) do not, though browsers take
 * them for loopback: Node leaves them to the system's resolver, which may ask a DNS server that answers as it likes. For
 * the same reason no other name counts, whatever it resolves to now. Nor do `0.0.0.0` and `[::]`: they are addresses to
 * listen on, and mean this machine on some systems only.
 */
export function isLoopbackHost(hostname: string): boolean {
  // The URL parser has already turned 2130706433, 0x7f.1, full-width digits and [::ffff:127.0.0.1] into these forms.
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(hostname)
  );
}

/** The same of an http or https URL; false for whatever is none. */
export function isLoopbackUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return (parsed?.protocol === "http:" || parsed?.protocol === "https:") && isLoopbackHost(parsed.hostname);
}
