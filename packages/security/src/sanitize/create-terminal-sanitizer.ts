import { isDeceptive, takesJoiner, visibleCodePoint } from "./visible-code-point.ts";

/** Makes foreign text safe to print, whole or in pieces. Style it after, never before. */
export interface TerminalSanitizer {
  /** The printable part of what came so far. At most one character is held back. */
  write(chunk: string): string;
  /** What was held back; the state starts anew. */
  end(): string;
}

/** How the sanitizer treats what real scripts need. */
export interface TerminalSanitizerOptions {
  /** Combining marks kept after one base character. Default 8. */
  readonly maxCombiningMarks?: number;
}

// After ECMA-48: where in a control sequence the reader stands.
type State = "ground" | "escape" | "escape_intermediate" | "csi" | "string" | "string_escape";

const MAX_STRING = 4096;
const MARK = /^\p{M}$/u;

/**
 * Lets printable characters, `\n` and `\t` through. Drops C0, DEL and C1 controls and whole CSI, OSC, DCS, SOS, PM and APC
 * sequences up to their terminator or 4,096 characters; turns `\r` into `\n`; shows bidi controls, tags and zero-width
 * characters as `⟦U+XXXX⟧`; caps combining marks; replaces half surrogates by U+FFFD.
 */
export function createTerminalSanitizer(options: TerminalSanitizerOptions = {}): TerminalSanitizer {
  return new StatefulSanitizer(options.maxCombiningMarks ?? 8);
}

/** One whole text, as {@link createTerminalSanitizer} would print it. */
export function sanitizeTerminal(text: string): string {
  const sanitizer = createTerminalSanitizer();
  return sanitizer.write(text) + sanitizer.end();
}

class StatefulSanitizer implements TerminalSanitizer {
  readonly #maxMarks: number;
  #state: State = "ground";
  #length = 0;
  #marks = 0;
  #previous = 0;
  #afterReturn = false;
  #high = "";

  constructor(maxMarks: number) {
    this.#maxMarks = maxMarks;
  }

  write(chunk: string): string {
    let text = this.#high + chunk;
    this.#high = "";
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#high = text.slice(-1);
      text = text.slice(0, -1);
    }
    return this.#consume(text);
  }

  end(): string {
    const rest = this.#consume(this.#high);
    this.#high = "";
    this.#state = "ground";
    this.#length = this.#marks = this.#previous = 0;
    this.#afterReturn = false;
    return rest;
  }

  #consume(text: string): string {
    let out = "";
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      out += this.#state === "ground" ? this.#ground(code, character) : this.#sequence(code, character);
    }
    return out;
  }

  #ground(code: number, character: string): string {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = false;
    if (code >= 0x20 && code < 0x7f) return this.#base(code, character);
    if (code === 0x0a) return afterReturn ? "" : this.#base(code, character);
    if (code === 0x09) return this.#base(code, character);
    if (code === 0x0d) {
      this.#afterReturn = true;
      return this.#base(code, "\n");
    }
    if (code < 0xa0) return this.#control(code);
    if (code >= 0xd800 && code <= 0xdfff) return this.#base(code, "\uFFFD");
    return this.#visible(code, character);
  }

  #base(code: number, out: string): string {
    this.#marks = 0;
    this.#previous = code;
    return out;
  }

  #visible(code: number, character: string): string {
    const isJoiner = code === 0x200c || code === 0x200d;
    if (isJoiner && takesJoiner(this.#previous) && this.#previous !== code) {
      this.#previous = code;
      return character;
    }
    if (isDeceptive(code)) return this.#base(code, visibleCodePoint(code));
    if (MARK.test(character)) {
      this.#previous = code;
      return ++this.#marks > this.#maxMarks ? "" : character;
    }
    return this.#base(code, character);
  }

  #control(code: number): string {
    this.#length = 0;
    if (code === 0x1b) this.#state = "escape";
    else if (code === 0x9b) this.#state = "csi";
    else if (code === 0x90 || code === 0x98 || code === 0x9d || code === 0x9e || code === 0x9f) this.#state = "string";
    return "";
  }

  #sequence(code: number, character: string): string {
    if (code === 0x18 || code === 0x1a) return this.#leave("");
    if (this.#state === "string" || this.#state === "string_escape") return this.#string(code, character);
    if (code === 0x1b || (code >= 0x80 && code < 0xa0)) return this.#restart(code);
    if (code < 0x20 || code >= 0x7f) return this.#leave(code === 0x7f ? "" : this.#ground(code, character));
    if (this.#state === "csi") return this.#csi(code);
    return this.#escape(code);
  }

  #escape(code: number): string {
    if (code >= 0x20 && code <= 0x2f) this.#state = "escape_intermediate";
    else if (this.#state === "escape_intermediate") this.#state = "ground";
    else if (code === 0x5b) this.#state = "csi";
    else if (code === 0x50 || code === 0x58 || code === 0x5d || code === 0x5e || code === 0x5f) this.#state = "string";
    else this.#state = "ground";
    return "";
  }

  #csi(code: number): string {
    if (code >= 0x40 || ++this.#length > MAX_STRING) this.#state = "ground";
    return "";
  }

  #string(code: number, character: string): string {
    if (this.#state === "string_escape") {
      if (code === 0x5c) return this.#leave("");
      // Not a terminator: the string is broken off and an escape sequence has begun.
      this.#state = "escape";
      this.#length = 0;
      return this.#sequence(code, character);
    }
    if (code === 0x07 || code === 0x9c) return this.#leave("");
    if (code === 0x1b) this.#state = "string_escape";
    else if (++this.#length >= MAX_STRING) this.#state = "ground";
    return "";
  }

  #restart(code: number): string {
    this.#state = "ground";
    return this.#control(code);
  }

  #leave(out: string): string {
    this.#state = "ground";
    return out;
  }
}
