import { isLoopbackUrl } from "@ai-orchestrator/contract";
import { vaultError } from "./vault-error.ts";

/** True where what is sent to an origin can be read on the way: by http to another machine. */
export function isReadableOnTheWay(origin: string): boolean {
  return URL.parse(origin)?.protocol === "http:" && !isLoopbackUrl(origin);
}

/**
 * The origin (`https://api.openai.com`) of a URL, in the one form keys are bound to.
 * Throws `invalid_input` for anything but https, or http to this machine: a key over plain http is readable on the way.
 */
export function normalizeOrigin(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw vaultError("invalid", `"${url.slice(0, 100)}" is not a URL`, { suggestion: "Write it as https://host." });
  }
  if (parsed.protocol !== "https:" && !isLoopbackUrl(url)) {
    throw vaultError(
      "invalid",
      `A key may not be bound to ${parsed.protocol}//${parsed.host}: it would travel readable`,
      {
        suggestion: "Use https, or http on localhost.",
      },
    );
  }
  return parsed.origin;
}
