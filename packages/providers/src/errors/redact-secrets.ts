import { toBase64 } from "../stream/to-media.ts";

/**
 * The text without any of the secrets, neither as they are nor JSON-escaped, URL-escaped, in hex or in base64 at any
 * alignment: a provider may echo the whole header back. Secrets shorter than 6 characters are ignored: they would eat ordinary words.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return redactForms(text, allForms(secrets));
}

/** `redactSecrets` for many texts and the same secrets: their forms are worked out with the first text. */
export function secretRemover(secrets: readonly string[]): (text: string) => string {
  let forms: readonly string[] | undefined;
  return (text) => redactForms(text, (forms ??= allForms(secrets)));
}

function redactForms(text: string, forms: readonly string[]): string {
  return forms.reduce((safe, form) => (safe.includes(form) ? safe.replaceAll(form, "[redacted]") : safe), text);
}

/** Longest first, so that none is cut by a part of itself. */
function allForms(secrets: readonly string[]): readonly string[] {
  const forms = secrets.filter((secret) => secret.length >= 6).flatMap((secret) => formsOf(secret));
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** What is secret in headers: each whole value, and the bare token behind its scheme. */
export function secretsIn(...headers: readonly Readonly<Record<string, string>>[]): readonly string[] {
  return headers.flatMap((one) => Object.values(one)).flatMap((value) => [value, value.replace(/^\S+\s+/, "")]);
}

/** An error's cause for people who print it: the same, or where a secret stands in its text or its causes', a plain copy without it. */
export function redactCause(thrown: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof thrown === "string") return redactSecrets(thrown, secrets);
  if (!(thrown instanceof Error) || depth === 8) return thrown;
  const cause = redactCause(thrown.cause, secrets, depth + 1);
  const message = redactSecrets(thrown.message, secrets);
  const stack = redactSecrets(thrown.stack ?? "", secrets);
  if (cause === thrown.cause && message === thrown.message && stack === (thrown.stack ?? "")) return thrown;
  const plain = new Error(message, cause === undefined ? {} : { cause });
  return Object.assign(plain, { name: thrown.name, stack });
}

/** Shorter pieces of an encoded secret would hide ordinary text. */
const SHORTEST_FORM = 8;

function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const encoded = [
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((shift) => base64Forms(bytes, shift)),
  ];
  return [secret, ...encoded.filter((form) => form.length >= SHORTEST_FORM)];
}

/** Base64 and base64url of the bytes behind `shift` others, without the characters their neighbours decide. */
function base64Forms(bytes: Uint8Array, shift: number): readonly string[] {
  const padded = new Uint8Array(shift + bytes.length);
  padded.set(bytes, shift);
  const core = toBase64(padded).slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
}
