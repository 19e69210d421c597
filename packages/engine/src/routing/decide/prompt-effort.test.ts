import { describe, expect, it } from "vitest";
import { DEFAULT_ROUTING_CONFIG } from "../routing-config.ts";
import { promptEffort, type EffortSubject, type PromptEffort } from "./prompt-effort.ts";

function effort(
  prompt: string,
  task: EffortSubject["task"] = "knowledge",
  extra: Partial<EffortSubject> = {},
): PromptEffort {
  return promptEffort({
    prompt,
    task,
    difficulty: 0.3,
    think: false,
    hasMaterial: false,
    thresholds: DEFAULT_ROUTING_CONFIG.bands,
    ...extra,
  });
}

describe("promptEffort", () => {
  it.each([
    ["Prove that there are infinitely many primes.", "math"],
    ["Beweise, dass es unendlich viele Primzahlen gibt.", "math"],
    ["Demuestra que la raíz de dos es irracional.", "math"],
    ["Démontre que racine de deux n'est pas rationnelle.", "math"],
    ["Demonstre que há infinitos primos.", "math"],
    ["证明素数有无穷多个。", "math"],
    ["素数が無限にあることを証明してください。", "math"],
    ["सिद्ध कीजिए कि अभाज्य संख्याएँ अनंत हैं।", "math"],
    ["Find the deadlock and the race condition in this lock-free queue.", "code"],
    ["Solve this logic puzzle step by step.", "reasoning"],
  ] as const)("is advanced: %s", (prompt, task) => {
    const judged = effort(prompt, task);
    expect(judged.band).toBe("advanced");
    expect(judged.because).toMatch(/it says “/u);
  });

  it.each([
    ["hello", "chat"],
    ["What is 2+2?", "math"],
    ["Translate 'good morning' into French.", "translation"],
    ["how do i do a tuple comprehension in python", "code"],
    ["你好", "chat"],
  ] as const)("is simple: %s", (prompt, task) => {
    expect(effort(prompt, task).band).toBe("simple");
  });

  it.each([
    ["weather in Berlin today", "websearch"],
    ["draw a cat", "image_gen"],
    ["Is A taller than C if A > B and B > C?", "reasoning"],
    ["Explain how to implement model parallelism with sharding specs in JAX on eight chips.", "code"],
  ] as const)("is neither: %s", (prompt, task) => {
    expect(effort(prompt, task).band).toBe("standard");
  });

  it("nothing judged hard is called simple, however short", () => {
    const judged = effort("Name every irreducible representation of M24.", "knowledge", { difficulty: 0.74 });
    expect(judged).toMatchObject({ band: "standard", because: undefined });
  });

  it("finds whole words only", () => {
    expect(effort("I approve of waterproof shoes, they improve my day.", "chat").effort).toBe(0);
  });

  it("a word inside a long paste is not read", () => {
    const filler = "lorem ipsum ".repeat(2000);
    expect(
      effort(`Summarize this. ${filler} prove theorem lemma ${filler} Thanks.`, "summarization").effort,
    ).toBeLessThan(0.4);
  });

  it("attachments and tools make nothing simple", () => {
    expect(effort("hello", "chat", { hasMaterial: true }).band).toBe("standard");
  });

  it("a likely failure of cheap models is reason enough", () => {
    expect(effort("Fix it.", "code", { difficulty: 0.9 })).toMatchObject({
      band: "advanced",
      because: "a cheap model is expected to fail (90 %)",
    });
  });

  it("takes bounded time for any length", () => {
    const huge = "step by ".repeat(1_500_000);
    expect(effort(huge, "code").effort).toBeLessThanOrEqual(1);
  });
});
