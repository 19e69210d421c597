import type { FinishReason } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { checkAnswer } from "./check-answer.ts";

const flawOf = (
  text: string,
  request: Parameters<typeof checkAnswer>[1] = {},
  finishReason: FinishReason = "stop",
): string | undefined => checkAnswer({ parts: [{ type: "text", text }], finishReason }, request)?.flaw;

const fenced = (language: string, code: string): string => `Here:\n\n\`\`\`${language}\n${code}\n\`\`\`\nDone.`;

describe("checkAnswer", () => {
  it.each([
    ["empty", " \n"],
    ["refused", "I’m sorry, but I can’t help with that."],
    ["refused", "Tut mir leid, aber ich kann das nicht beantworten."],
    ["refused", "Lo siento, pero no puedo ayudarte con eso."],
    ["refused", "申し訳ありませんが、お手伝いできません。"],
    ["refused", "抱歉，我无法回答这个问题。"],
    ["unsure", "I'm not sure which of them came first."],
    ["unsure", "Je ne sais pas qui a gagné ce match."],
    ["unsure", "Ich bin mir nicht sicher, aber vielleicht 1920."],
    ["repeats", "It is the same line again.\n".repeat(8)],
    ["code", "```js\nfunction f() {\n  return 1;"],
    ["code", fenced("json", '{"a": 1,}')],
    ["code", fenced("ts", "export function f(a: number) {\n  if (a) {\n    return 1;\n}")],
    ["code", fenced("python", "print(max([1, 2, 3)\n# ) not this one")],
  ])("finds %s in %j", (flaw, text) => expect(flawOf(text)).toBe(flaw));

  it.each([
    "Paris.",
    "The sentence “I can't help with that” is a refusal.",
    `I'm not able to see your screen, but here is how to do it. ${"First open the settings, then choose. ".repeat(20)}`,
    fenced("json", '{"a": [1, 2]}'),
    fenced("json", '{"a": 1, ...}'),
    fenced("ts", "const open = '('; // ( [ {\nconst text = `(`;\n/* { */ f();"),
    fenced("python", '"""a docstring with ( in it"""\nprint("(")'),
    fenced("sql", "SELECT ( FROM"),
    fenced("js", "foo(...args, ["),
    "- [ ] one\n- [ ] two\n- [ ] three",
    "```\nplain\n```",
  ])("lets %j pass", (text) => expect(flawOf(text)).toBeUndefined());

  it("tells an answer that was cut off, unless the caller cut it", () => {
    expect(flawOf("Half an", {}, "length")).toBe("cut_off");
    expect(flawOf("Half an", { maxOutputTokens: 2 }, "length")).toBeUndefined();
    expect(flawOf("Half an", {}, "content-filter")).toBe("filtered");
  });

  it("holds the answer to the format asked for", () => {
    const schema = {
      type: "object",
      required: ["name", "tags"],
      properties: { name: { type: "string" }, tags: { type: "array", items: { enum: ["a", "b"] } } },
    };
    const asked: Parameters<typeof checkAnswer>[1] = { responseFormat: { type: "json", schema } };
    expect(flawOf('{"name":"x","tags":["a"]}', asked)).toBeUndefined();
    for (const text of ["no", "[]", '{"name":"x"}', '{"name":1,"tags":[]}', '{"name":"x","tags":["c"]}'])
      expect(flawOf(text, asked)).toBe("format");
    expect(checkAnswer({ parts: [{ type: "text", text: '{"name":"x"}' }], finishReason: "stop" }, asked)?.text).toBe(
      "lacks “tags”",
    );
  });

  it("takes a picture for an answer", () => {
    const picture = { type: "image", mediaType: "image/png", data: "AAAA" } as const;
    expect(checkAnswer({ parts: [picture], finishReason: "stop" }, {})).toBeUndefined();
  });
});
