import { OrchestratorError, type Decision } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { violations } from "../testing/constraint-oracle.ts";
import { POLICY_TABLE, type Expected } from "../testing/policy-table.ts";
import { inputFor, type Situation } from "../testing/routing-world.ts";
import { decide } from "./decide.ts";

function matches(value: string, pattern: string | RegExp): boolean {
  return typeof pattern === "string" ? value === pattern : pattern.test(value);
}

function checkDecision(decision: Decision, situation: Situation, expected: Expected): void {
  expect(violations(decision, inputFor(situation), expected)).toEqual([]);
  expect(decision.fallbacks).not.toContain(decision.model);
  expect(new Set(decision.fallbacks).size).toBe(decision.fallbacks.length);
  expect(decision.reasons.length).toBeGreaterThan(0);
  if (expected.model !== undefined) expect(matches(decision.model, expected.model), decision.model).toBe(true);
  if (expected.not !== undefined) expect(matches(decision.model, expected.not), decision.model).toBe(false);
  if (expected.provider !== undefined) expect([expected.provider].flat()).toContain(decision.provider);
  if (expected.by !== undefined) expect(decision.decidedBy).toBe(expected.by);
  if (expected.notice !== undefined) expect(decision.notices.join("\n")).toMatch(expected.notice);
  if (expected.reason !== undefined)
    expect(decision.reasons.map((reason) => reason.text).join("\n")).toMatch(expected.reason);
  if (expected.rejected !== undefined)
    expect(decision.rejected.map((rejection) => rejection.code)).toContain(expected.rejected);
  if (expected.chain !== undefined)
    expect(decision.chain?.steps.map((step) => step.role) ?? []).toEqual(expected.chain);
  if (expected.fallback !== undefined)
    expect(matches(decision.fallbacks[0] ?? "none", expected.fallback), decision.fallbacks.join()).toBe(true);
  if (expected.noFallbacks) expect(decision.fallbacks).toEqual([]);
}

function checkError(situation: Situation, expected: Expected): void {
  let thrown: unknown;
  try {
    decide(inputFor(situation));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(OrchestratorError);
  const error = thrown as OrchestratorError;
  expect(error.code, error.message).toBe(expected.error);
  if (expected.says !== undefined) expect(error.message).toMatch(expected.says);
  if (error.code !== "unknown_model") expect(error.suggestion ?? "").not.toBe("");
  expect(error.message).not.toContain("\n");
}

describe("policy table", () => {
  it("has at least 120 cases, each named once", () => {
    expect(POLICY_TABLE.length).toBeGreaterThanOrEqual(120);
    expect(new Set(POLICY_TABLE.map(([name]) => name)).size).toBe(POLICY_TABLE.length);
  });

  it.each(POLICY_TABLE)("%s", (_name, situation, expected) => {
    expect.hasAssertions();
    if (expected.error === undefined) checkDecision(decide(inputFor(situation)), situation, expected);
    else checkError(situation, expected);
  });
});
