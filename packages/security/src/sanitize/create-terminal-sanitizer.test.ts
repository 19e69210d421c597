import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTerminalSanitizer, sanitizeTerminal } from "./create-terminal-sanitizer.ts";

const ESC = "\u001B";

/** Control sequences by kind: what a hostile text could make a terminal do. */
function sequences(): string[] {
  const list: string[] = [];
  for (const intro of [`${ESC}[`, "\u009B"]) {
    for (const final of "@ABCDEFGHJKLMPSTXZ`abcdefghilmnpqrstux{|}~")
      list.push(`${intro}${final}`, `${intro}1;2${final}`, `${intro}?25${final}`, `${intro}>4;1${final}`);
    list.push(
      `${intro}38;2;1;2;3m`,
      `${intro}2J`,
      `${intro}?1049h`,
      `${intro}6n`,
      `${intro}!p`,
      `${intro} q`,
      `${intro}999999999A`,
    );
  }
  for (const intro of [`${ESC}]`, "\u009D"]) {
    for (const body of [
      "0;title",
      "2;t",
      "8;;https://evil.example",
      "52;c;aGk=",
      "4;1;#fff",
      "10;?",
      "1337;File=:AA",
      "777;notify;a;b",
      "9;4;1;50",
      "133;A",
    ]) {
      for (const end of ["\u0007", `${ESC}\\`, "\u009C"]) list.push(intro + body + end);
    }
  }
  for (const letter of "PX^_")
    for (const end of [`${ESC}\\`, "\u009C"]) list.push(`${ESC}${letter}$qm${end}`, `${ESC}${letter}+q544e${end}`);
  for (const introducer of ["\u0090", "\u0098", "\u009E", "\u009F"])
    list.push(`${introducer}payload${ESC}\\`, `${introducer}payload\u009C`);
  for (const final of "78=>DEHMNOZcnolm|}~") list.push(ESC + final);
  for (const set of "()*+-./#%") for (const final of "0AB8@G") list.push(ESC + set + final);
  for (let code = 0; code < 0xa0; code++)
    if (
      (code < 32 || code > 126) &&
      ![9, 10, 13].includes(code) &&
      ![0x1b, 0x90, 0x98, 0x9b, 0x9d, 0x9e, 0x9f].includes(code)
    )
      list.push(String.fromCharCode(code));
  return list;
}

// oxlint-disable-next-line no-control-regex -- what must never come out
const FORBIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B\u2060-\u2064\uFEFF]|[\u{E0000}-\u{E007F}]/u;

describe("createTerminalSanitizer", () => {
  it("drops at least three hundred sequences whole, wherever they are cut", () => {
    const list = sequences();
    expect(list.length).toBeGreaterThanOrEqual(300);
    for (const sequence of list) {
      const text = `ab${sequence}cd`;
      expect(sanitizeTerminal(text), JSON.stringify(sequence)).toBe("abcd");
      for (let cut = 0; cut <= text.length; cut++) {
        const sanitizer = createTerminalSanitizer();
        expect(
          sanitizer.write(text.slice(0, cut)) + sanitizer.write(text.slice(cut)) + sanitizer.end(),
          `${JSON.stringify(sequence)} at ${cut}`,
        ).toBe("abcd");
      }
    }
  });

  it("lets no control character out of a million random units, in random pieces", () => {
    let state = 12_345;
    const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
    const sanitizer = createTerminalSanitizer();
    let out = "";
    for (let made = 0; made < 1_000_000;) {
      const size = 1 + ((next() >>> 8) % 900);
      let chunk = "";
      // Mostly bytes, sometimes any UTF-16 unit: half surrogates too.
      for (let i = 0; i < size; i++)
        chunk += String.fromCharCode((next() >>> 10) % 12 === 0 ? (next() >>> 8) & 0xffff : (next() >>> 8) & 0xff);
      out += sanitizer.write(chunk);
      made += size;
    }
    out += sanitizer.end();
    expect(out.length).toBeGreaterThan(100_000);
    expect(FORBIDDEN.exec(out)).toBeNull();
    expect(out.isWellFormed()).toBe(true);
  });

  it("does not depend on where a text is cut", () => {
    const unit = fc.oneof(
      fc.constantFrom(
        ESC,
        "[",
        "]",
        "\u0007",
        "\\",
        "\r",
        "\n",
        ";",
        "\u009B",
        "\u0301",
        "\u200D",
        "👩",
        "\u202E",
        "क",
        "\uD83D",
        "P",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), fc.nat(), (units, seed) => {
        const text = units.join("");
        const sanitizer = createTerminalSanitizer();
        let out = "";
        for (let at = 0, step = 1 + (seed % 5); at < text.length; at += step)
          out += sanitizer.write(text.slice(at, at + step));
        expect(out + sanitizer.end()).toBe(sanitizeTerminal(text));
      }),
      { numRuns: 500 },
    );
  });

  it("gives a text up after 4,096 characters without a terminator", () => {
    expect(sanitizeTerminal(`a${ESC}]0;${"x".repeat(5000)}`)).toMatch(/^ax{900,910}$/);
  });

  it("turns lone returns into new lines and shows what deceives", () => {
    expect(sanitizeTerminal("a\rb\r\nc\n\rd")).toBe("a\nb\nc\n\nd");
    expect(sanitizeTerminal("x\u202Ey\u200Bz\u{E0041}")).toBe("x⟦U+202E⟧y⟦U+200B⟧z⟦U+E0041⟧");
  });

  it("keeps what real writing needs", () => {
    for (const text of ["👩‍👩‍👧 🏳️‍🌈", "می‌خواهم", "क्‍ष", "Việt Nam", "שלום", "e\u0301", "日本語\tx\n"])
      expect(sanitizeTerminal(text)).toBe(text);
    expect(sanitizeTerminal(`z${"\u0301".repeat(50)}`)).toBe(`z${"\u0301".repeat(8)}`);
  });
});
