import type { Redactor } from "./create-redactor.ts";
import type { FoundSecret } from "./secret-kind.ts";

/** Redacts a text that arrives in pieces, wherever they are cut. */
export interface StreamRedactor {
  /** What is now safe to show. The last line, or its last part, is held back. */
  write(chunk: string): string;
  /** The rest. */
  end(): string;
}

// The words that give a secret away stand at most 120 characters before it; a name and its bridge add some.
const CONTEXT = 256;
const LONGEST_SECRET = 24_576;
// A key block's closing line may be cut in two.
const MARGIN = 60;

/**
 * A redactor for streamed output. Text is let go up to a blank space that lies `CONTEXT` characters back and outside every
 * secret; a longer run without blanks is held until `LONGEST_SECRET`, more than any known shape needs.
 */
export function createStreamRedactor(
  redactor: Redactor,
  replacement: (kind: string) => string = (kind) => `[redacted ${kind}]`,
): StreamRedactor {
  let shown = ""; // already let go, kept as context
  let held = "";
  const letGo = (upTo: number, found: readonly FoundSecret[]): string => {
    const offset = shown.length;
    let out = "";
    let from = 0;
    for (const { kind, start, end } of found) {
      if (end <= offset || start - offset >= upTo) continue;
      out += held.slice(from, Math.max(from, start - offset)) + (start < offset ? "" : replacement(kind));
      from = Math.max(from, end - offset);
    }
    out += held.slice(from, upTo);
    shown = (shown + held.slice(0, upTo)).slice(-CONTEXT);
    held = held.slice(upTo);
    return out;
  };
  return {
    write: (chunk) => {
      held += chunk;
      if (held.length <= CONTEXT) return "";
      const found = redactor.find(shown + held);
      return letGo(safeCut(held, shown.length, found), found);
    },
    end: () => letGo(held.length, redactor.find(shown + held)),
  };
}

function safeCut(held: string, offset: number, found: readonly FoundSecret[]): number {
  let cut = held.length - CONTEXT;
  while (cut > 0 && !/\s/.test(held[cut - 1] ?? "")) cut--;
  if (cut === 0 && held.length > LONGEST_SECRET) cut = held.length - LONGEST_SECRET / 2;
  for (const { start, end } of found.toReversed()) {
    const isCutThrough = start - offset < cut && end - offset > cut;
    // A secret that reaches the end of what is known may go on.
    const isOpen = end - offset >= held.length - MARGIN && start - offset < cut;
    if ((isCutThrough || isOpen) && held.length <= LONGEST_SECRET) cut = Math.max(0, start - offset);
  }
  return cut;
}
