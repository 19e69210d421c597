import { encodedForms } from "./encoded-forms.ts";
import { findSecrets, mergeSpans } from "./find-secrets.ts";
import { redactValue } from "./redact-value.ts";
import type { FoundSecret } from "./secret-kind.ts";

/** A live credential: `name` is told in place of the value. */
export interface LiveSecret {
  readonly name: string;
  readonly value: string;
}

/** What to hide besides the known shapes, and what to put in its place. */
export interface RedactorOptions {
  /** Asked at every call, so that a key stored or removed meanwhile counts at once. Values under 6 characters are ignored. */
  readonly secrets?: () => readonly LiveSecret[];
  /** Default: `[redacted KIND]`. */
  readonly replacement?: (kind: string) => string;
}

/** Takes secrets out of what leaves the program: logs, errors, exports, pipes. */
export interface Redactor {
  /** The text without secrets, and where they stood in it (UTF-16 offsets into the text given). */
  redact(text: string): { readonly text: string; readonly found: readonly FoundSecret[] };
  /** Where secrets stand in a text. */
  find(text: string): readonly FoundSecret[];
  /** A copy with every string inside redacted, errors, maps, sets and cycles included. */
  redactValue<T>(value: T): T;
}

const MIN_SECRET_LENGTH = 6;

/** A redactor over live credential values, in any common encoding, and over the known shapes of secrets. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const replacement = options.replacement ?? ((kind: string) => `[redacted ${kind}]`);
  const cache = new Map<string, readonly string[]>();
  const formsOf = (value: string): readonly string[] => {
    let forms = cache.get(value);
    if (forms === undefined) {
      if (cache.size > 256) cache.clear();
      forms = encodedForms(value);
      cache.set(value, forms);
    }
    return forms;
  };
  const find = (text: string): readonly FoundSecret[] => {
    const live = (options.secrets?.() ?? []).filter(({ value }) => value.length >= MIN_SECRET_LENGTH);
    const exact = live.flatMap((secret) => findLive(text, secret.name, formsOf(secret.value)));
    const shaped = findSecrets(text);
    return exact.length === 0 ? shaped : mergeSpans([...exact, ...shaped]);
  };
  const redact = (text: string): { text: string; found: readonly FoundSecret[] } => {
    const found = find(text);
    return { text: cut(text, found, replacement), found };
  };
  return {
    redact,
    find,
    redactValue: (value) => redactValue(value, (text) => redact(text).text, replacement("value")),
  };
}

function findLive(text: string, name: string, forms: readonly string[]): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + form.length)) {
      found.push({ kind: name, start: at, end: at + form.length });
    }
  }
  return found;
}

function cut(text: string, found: readonly FoundSecret[], replacement: (kind: string) => string): string {
  if (found.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of found) {
    parts.push(text.slice(from, start), replacement(kind));
    from = end;
  }
  return parts.join("") + text.slice(from);
}
