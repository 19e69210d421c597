const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The ways a secret may stand in a text: as it is, JSON-, URL- and HTML-escaped, in hex, backwards, and in base64 and
 * base64url at all three alignments (the characters that depend on its neighbours cut off). Longest first, without doubles.
 */
export function encodedForms(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
  const forms = new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
    encodeURIComponent(secret).replaceAll("%20", "+"),
    hex.map((byte) => `%${byte}`).join(""),
    hex.map((byte) => `%${byte.toUpperCase()}`).join(""),
    hex.join(""),
    hex.join("").toUpperCase(),
    hex.map((byte) => `\\x${byte}`).join(""),
    secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
    Array.from(secret).toReversed().join(""),
  ]);
  for (const shift of [0, 1, 2]) {
    const encoded = base64Core(bytes, shift);
    if (encoded.length < 8) continue;
    forms.add(encoded);
    forms.add(encoded.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** The base64 characters that `bytes` alone decide when `shift` other bytes stand before them in their group of three. */
function base64Core(bytes: Uint8Array, shift: number): string {
  const padded = new Uint8Array(shift + bytes.length + 2);
  padded.set(bytes, shift);
  let text = "";
  for (let at = 0; at + 2 < padded.length; at += 3) {
    const group = ((padded[at] ?? 0) << 16) | ((padded[at + 1] ?? 0) << 8) | (padded[at + 2] ?? 0);
    for (const bits of [18, 12, 6, 0]) text += BASE64[(group >> bits) & 63];
  }
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + bytes.length) * 8) / 6);
  return text.slice(first, last);
}
