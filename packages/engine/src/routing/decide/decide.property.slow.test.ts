import { OrchestratorError, type Decision } from "@ai-orchestrator/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideWithRouter } from "../llm-router/decide-with-router.ts";
import type { RouterPort } from "../llm-router/router-port.ts";
import { arbitraryTurn } from "../testing/arbitrary-turn.ts";
import { violations } from "../testing/constraint-oracle.ts";
import { MODELS } from "../testing/routing-world.ts";
import { decide } from "./decide.ts";
import type { DecideInput } from "./decide-input.ts";

function decided(input: DecideInput): Decision | OrchestratorError {
  try {
    return decide(input);
  } catch (error) {
    if (error instanceof OrchestratorError && error.code !== "internal") return error;
    throw error;
  }
}

describe("whatever the turn", () => {
  it("no choice, fallback or chain step breaks a hard constraint", () => {
    let answered = 0;
    fc.assert(
      fc.property(arbitraryTurn, ({ input, stated }) => {
        const decision = decided(input);
        if (decision instanceof OrchestratorError) return;
        answered++;
        expect(violations(decision, input, stated)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    // The generator must not be so strict that nothing is ever tested.
    expect(answered).toBeGreaterThan(700);
  }, 60_000);

  it("the LLM router's pick breaks none either, whatever it says", async () => {
    const names = fc.array(fc.constantFrom(...MODELS.map((model) => model.key), "gpt-99", ""), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(arbitraryTurn, names, async ({ input, stated }, models) => {
        const port: RouterPort = {
          ask: async () => ({ text: JSON.stringify({ task: "code", difficulty: 0.5, models, reason: "" }) }),
          sleep: () => new Promise(() => {}),
        };
        const withRouter = {
          ...input,
          config: { ...input.config, enableLLMRouting: true, routerAllTasks: true, routingModel: "mistral-small" },
        };
        const decision = await decideWithRouter(withRouter, port, new AbortController().signal).catch(
          (error: unknown) => error,
        );
        if (decision instanceof OrchestratorError) return;
        if (decision instanceof Error) throw decision;
        expect(violations(decision as Decision, withRouter, stated)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("a decision is the same each time and survives JSON", () => {
    fc.assert(
      fc.property(arbitraryTurn, ({ input }) => {
        const still = { ...input, random: undefined };
        const first = decided(still);
        if (first instanceof OrchestratorError) return;
        expect(decided(still)).toEqual(first);
        expect(JSON.parse(JSON.stringify(first))).toMatchObject({
          model: first.model,
          fallbacks: [...first.fallbacks],
        });
      }),
      { numRuns: 200 },
    );
  });

  it("an error names its cause and the fix in one line", () => {
    fc.assert(
      fc.property(arbitraryTurn, ({ input }) => {
        const outcome = decided(input);
        if (!(outcome instanceof OrchestratorError)) return;
        expect(outcome.message).toMatch(/^[^\n]{10,300}$/u);
        if (outcome.code !== "unknown_model") expect(outcome.suggestion).toMatch(/^[^\n]{10,300}$/u);
      }),
      { numRuns: 250 },
    );
  });

  it("loosening a policy never makes an answerable turn unanswerable", () => {
    fc.assert(
      fc.property(arbitraryTurn, ({ input }) => {
        if (decided(input) instanceof OrchestratorError) return;
        const { policy: _policy, ...request } = input.request;
        const looser = { ...input, request, health: [], budgetRemainingUsd: undefined };
        expect(decided(looser)).not.toBeInstanceOf(OrchestratorError);
      }),
      { numRuns: 250 },
    );
  });
});
