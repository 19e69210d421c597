import { OrchestratorError } from "@ai-orchestrator/contract";

/** How much a turn may carry. Lengths are UTF-16 units, as `string.length` counts. */
export interface InputLimits {
  readonly maxPromptLength: number;
  readonly maxMessages: number;
}

/** What holds unless the config says otherwise. */
export const DEFAULT_INPUT_LIMITS: InputLimits = { maxPromptLength: 500_000, maxMessages: 10_000 };

/** Something odd that does not stop a turn. */
export type InputWarning = "control_characters_removed" | "invisible_characters" | "bidi_controls";

/** A text fit to send, and what was odd about it. */
export interface CheckedInput {
  readonly text: string;
  readonly warnings: readonly InputWarning[];
}

// Everything in C0 and C1 but tab, newline and carriage return: no model needs it, terminals and logs act on it.
// oxlint-disable-next-line no-control-regex -- these are the very characters looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
// oxlint-disable-next-line no-control-regex -- as above
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]+/g;
const BIDI = /[\u202A-\u202E\u2066-\u2069]/;
// U+DB40 leads the tag characters and the upper variation selectors: text a reader cannot see.
const INVISIBLE = /[\u200B\u2060-\u2064\uFEFF]|\uDB40[\uDC00-\uDDEF]/;

/**
 * The text to send: control characters taken out, everything else as typed. Linear time.
 * Throws `invalid_input` for an empty text, one over the limit, or one that is not valid Unicode.
 */
export function checkInput(text: string, limits: Partial<InputLimits> = {}): CheckedInput {
  const max = limits.maxPromptLength ?? DEFAULT_INPUT_LIMITS.maxPromptLength;
  if (text.length > max) {
    throw new OrchestratorError("invalid_input", `The prompt has ${text.length} characters; the limit is ${max}.`, {
      suggestion: "Shorten it, attach the long part as a file, or raise security.maxPromptLength.",
    });
  }
  if (!text.isWellFormed()) {
    throw new OrchestratorError(
      "invalid_input",
      `The prompt is not valid Unicode: half a surrogate pair at ${firstLoneSurrogate(text)}.`,
      {
        suggestion: "Paste the text again; it was probably cut in the middle of a character.",
      },
    );
  }
  const warnings: InputWarning[] = [];
  const clean = CONTROL.test(text) ? text.replace(CONTROLS, "") : text;
  if (clean !== text) warnings.push("control_characters_removed");
  if (clean.trim() === "") {
    throw new OrchestratorError("invalid_input", "The prompt is empty.", {
      suggestion: "Type a question, or pipe one in.",
    });
  }
  if (INVISIBLE.test(clean)) warnings.push("invisible_characters");
  if (BIDI.test(clean)) warnings.push("bidi_controls");
  return { text: clean, warnings };
}

/** Throws `invalid_input` when a conversation sends more messages than allowed, or none. */
export function checkMessageCount(count: number, limits: Partial<InputLimits> = {}): void {
  const max = limits.maxMessages ?? DEFAULT_INPUT_LIMITS.maxMessages;
  if (count >= 1 && count <= max) return;
  throw new OrchestratorError(
    "invalid_input",
    count < 1 ? "There is no message to send." : `${count} messages; the limit is ${max}.`,
    {
      suggestion:
        count < 1
          ? "Send at least one message."
          : "Start a new conversation, compact this one, or raise security.maxMessages.",
    },
  );
}

function firstLoneSurrogate(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const isPair = unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (!isPair) return at;
    at++;
  }
  return -1;
}
