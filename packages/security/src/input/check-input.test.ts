import { OrchestratorError } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInput, checkMessageCount } from "./check-input.ts";

function codeOf(task: () => unknown): string | undefined {
  try {
    task();
    return undefined;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(OrchestratorError);
    expect((thrown as OrchestratorError).suggestion).toBeTruthy();
    return (thrown as OrchestratorError).code;
  }
}

describe("checkInput", () => {
  it("takes a text of exactly the limit and refuses one character more", () => {
    expect(checkInput("a".repeat(500_000)).text).toHaveLength(500_000);
    expect(codeOf(() => checkInput("a".repeat(500_001)))).toBe("invalid_input");
    expect(codeOf(() => checkInput("abcd", { maxPromptLength: 3 }))).toBe("invalid_input");
  });

  it("refuses empty texts, also ones empty but for controls", () => {
    for (const text of ["", " \n\t ", "\u0000\u0007", "\u001B \u0000"])
      expect(codeOf(() => checkInput(text))).toBe("invalid_input");
  });

  it("refuses half surrogate pairs and names the place", () => {
    expect(codeOf(() => checkInput("ok \uD83D!"))).toBe("invalid_input");
    expect(() => checkInput("😀😀\uDE00")).toThrow(/at 4/);
    expect(checkInput("😀").text).toBe("😀");
  });

  it("takes control characters out and says so", () => {
    expect(checkInput("a\u0000b\u001B[31mc\u009Bd\r\n\te")).toEqual({
      text: "ab[31mcd\r\n\te",
      warnings: ["control_characters_removed"],
    });
  });

  it("warns of invisible and direction-changing characters but sends them", () => {
    expect(checkInput("a\u200Bb").warnings).toEqual(["invisible_characters"]);
    expect(checkInput("a\u202Eb\u{E0041}").warnings).toEqual(["invisible_characters", "bidi_controls"]);
    expect(checkInput("Ünïcode 漢字 👩‍👩‍👧 नमस्ते").warnings).toEqual([]);
  });

  it("changes nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        fc.pre(text.trim() !== "" && !/\p{Cc}/u.test(text));
        expect(checkInput(text).text).toBe(text);
      }),
    );
  });
});

describe("checkMessageCount", () => {
  it("refuses none and too many", () => {
    expect(codeOf(() => checkMessageCount(0))).toBe("invalid_input");
    expect(codeOf(() => checkMessageCount(11, { maxMessages: 10 }))).toBe("invalid_input");
    expect(codeOf(() => checkMessageCount(10, { maxMessages: 10 }))).toBeUndefined();
  });
});
