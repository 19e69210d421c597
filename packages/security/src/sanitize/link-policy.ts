/** What a surface may do with an address found in foreign text. */
export interface LinkVerdict {
  readonly isAllowed: boolean;
  /** The address to open: normalised, host in punycode. Empty when not allowed. */
  readonly href: string;
  /** The host to show before opening. Empty for `mailto:`. */
  readonly host: string;
  /** The host has letters outside ASCII: show `host`, which is its punycode, not what the text shows. */
  readonly isInternational: boolean;
  /** The address carries data away (a query or a user name): show it whole before opening. */
  readonly carriesData: boolean;
}

const REFUSED: LinkVerdict = { isAllowed: false, href: "", host: "", isInternational: false, carriesData: false };

/** Only `http:`, `https:` and `mailto:` addresses, absolute ones, may be opened. Never throws. */
export function checkLink(address: string): LinkVerdict {
  // Browsers take tabs, newlines and leading controls out of an address; look at what they would see.
  // oxlint-disable-next-line no-control-regex -- those very characters
  const seen = address.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$|[\t\n\r]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(seen)?.[1]?.toLowerCase();
  if (scheme === "mailto") {
    return /^mailto:[^\s<>"]+$/i.test(seen)
      ? { isAllowed: true, href: seen, host: "", isInternational: false, carriesData: seen.includes("?") }
      : REFUSED;
  }
  if ((scheme !== "http" && scheme !== "https") || !URL.canParse(seen)) return REFUSED;
  const url = new URL(seen);
  return {
    isAllowed: true,
    href: url.href,
    host: url.host,
    isInternational: url.hostname.split(".").some((label) => label.startsWith("xn--")),
    carriesData: url.search !== "" || url.username !== "" || url.password !== "",
  };
}

/** What a surface may do with an image found in foreign text. */
export type ImageVerdict =
  | { readonly kind: "inline"; readonly src: string }
  /** Never fetched by itself: show "image from HOST", load on the user's word. */
  | { readonly kind: "remote"; readonly href: string; readonly host: string }
  | { readonly kind: "refused" };

const MAX_INLINE_IMAGE = 1_398_104; // 1 MiB in base64

/** Raster images inside the text itself may be shown; remote ones are only named; SVG and everything else is refused. */
export function checkImage(address: string): ImageVerdict {
  const src = address.trim();
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,/i.test(src)) {
    const isSound =
      src.length <= MAX_INLINE_IMAGE + 64 && /^[A-Za-z0-9+/]{1,1398104}={0,2}$/.test(src.slice(src.indexOf(",") + 1));
    return isSound ? { kind: "inline", src } : { kind: "refused" };
  }
  const link = checkLink(src);
  return link.isAllowed && link.host !== ""
    ? { kind: "remote", href: link.href, host: link.host }
    : { kind: "refused" };
}
