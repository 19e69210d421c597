import { describe, expect, it } from "vitest";
import { classified, inputFor } from "../testing/routing-world.ts";
import { decide } from "./decide.ts";
import { explainAbsence, explainDecision } from "./explain-decision.ts";

const cues = [
  { text: "traceback", task: "code", weight: 1.5, span: { start: 3, end: 12 } },
  { text: "a fenced code block", task: "code", weight: 0.5 },
] as const;
const decision = decide(
  inputFor({
    usable: ["openai", "anthropic", "perplexity"],
    as: classified("code", { p: 0.6, also: ["writing"], cues }),
    prompt: "Offline only, if you can.",
  }),
);
const lines = explainDecision(decision);
const textOf = (kind: string): string =>
  lines
    .filter((line) => line.kind === kind)
    .map((line) => line.text)
    .join("\n");

describe("explainDecision", () => {
  it("opens with the choice and who decided", () => {
    expect(lines[0]).toMatchObject({ kind: "choice" });
    expect(lines[0]?.text).toContain(decision.model);
    expect(lines[0]?.text).toContain(decision.decidedBy);
  });

  it("holds the top three tasks, difficulty, cues, runners-up with quality, cost and time, and the other dial settings", () => {
    expect(textOf("task")).toMatch(/code \(code 60 %, \w+ 4 %, \w+ 4 %; also asks for writing\)/u);
    expect(textOf("difficulty")).toContain("0.35: medium");
    expect(textOf("cue")).toContain("“traceback” speaks for code (+1.50)");
    expect(textOf("cue")).toContain("\na fenced code block speaks for code (+0.50)");
    expect(textOf("runner-up")).toMatch(/quality 0\.\d\d, .*[¢$].*, \d+\.\d s/u);
    expect(textOf("counterfactual")).toMatch(/economy.*\n.*best/u);
  });

  it("says what was left out and what the user should know", () => {
    expect(textOf("rejected")).toContain("Mistral");
    expect(textOf("notice")).toContain("offline only");
  });

  it("says an unknown price is unknown and free is free", () => {
    const unknown = explainDecision({ ...decision, estimatedCost: { usd: null } });
    expect(unknown.find((line) => line.kind === "cost")?.text).toContain("price unknown in all");
    const free = explainDecision({ ...decision, estimatedCost: { usd: 0 } });
    expect(free.find((line) => line.kind === "cost")?.text).toContain("free in all");
  });

  it("is one sentence a line", () => {
    for (const line of lines) expect(line.text).toMatch(/^[^\n]+$/u);
  });
});

describe("explainAbsence", () => {
  it("says why a model did not answer", () => {
    expect(explainAbsence(decision, { key: "mistral-large", provider: "mistral" })).toContain("no credential");
    const runner = decision.runnersUp[0]!;
    expect(explainAbsence(decision, { key: runner.model, provider: runner.provider })).toMatch(/points/u);
    expect(explainAbsence(decision, { key: "nobody", provider: "nowhere" })).toBeUndefined();
  });
});
