import { vaultError } from "./vault-error.ts";

const PROVIDER_ID = /^[a-z][a-z0-9._-]{0,63}$/;
const LONGEST = 16_384;

/** Throws `invalid_input` unless `provider` can be a provider id: lower case, digits, `.`, `_`, `-`, at most 64. */
export function checkProviderId(provider: string): void {
  if (!PROVIDER_ID.test(provider)) {
    throw vaultError("invalid", `"${provider.slice(0, 80)}" is not a provider id`, {
      suggestion: "Use lower-case letters, digits, dot, dash or underscore.",
    });
  }
}

/** Why a value cannot be an API key, without repeating any of it; undefined if it can. */
export function whyNotASecret(value: string): string | undefined {
  if (value === "") return "it is empty";
  if (value.length > LONGEST) return `it is longer than ${LONGEST} characters`;
  if (/[\r\n]/.test(value)) return "it contains a line break";
  if (/\s/.test(value)) return "it contains a space";
  if (value.includes("...")) return "it is a placeholder";
  // An HTTP header carries nothing else.
  if (!/^[\x21-\x7e]+$/.test(value)) return "it contains a character that no API key has";
  return undefined;
}

/** The key without surrounding white space; throws `invalid_input` that names the provider and the reason, never the value. */
export function checkSecret(provider: string, value: string): string {
  const trimmed = value.trim();
  const reason = whyNotASecret(trimmed);
  if (reason !== undefined) {
    throw vaultError("invalid", `The key for ${provider} was not stored: ${reason}`, {
      provider,
      suggestion: "Copy the key again from the provider's page.",
    });
  }
  return trimmed;
}
