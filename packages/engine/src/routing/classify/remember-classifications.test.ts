import { expect, it } from "vitest";
import { classify } from "./classify.ts";
import { classifyAgain } from "./remember-classifications.ts";

it("says what the classifier says, once for each prompt and task before", () => {
  const prompt = "and in French?";
  const plain = classifyAgain(prompt);
  expect(classifyAgain(prompt)).toBe(plain);
  const after = classifyAgain(prompt, { previousTask: "translation" });
  expect(after).not.toBe(plain);
  expect(plain.tasks).toEqual(classify(prompt).tasks);
  expect(after.tasks).toEqual(classify(prompt, { previousTask: "translation" }).tasks);
});

it("keeps the prompts asked last, and none that is very long", () => {
  const long = "word ".repeat(30_000);
  expect(classifyAgain(long)).not.toBe(classifyAgain(long));
  const first = classifyAgain("the first of many");
  for (let n = 0; n < 30; n++) classifyAgain(`${n} ${"word ".repeat(10_000)}`);
  expect(classifyAgain("the first of many")).not.toBe(first);
});
