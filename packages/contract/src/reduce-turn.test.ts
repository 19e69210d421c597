import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialTurnState, isLastEvent, OrchestratorError, reduceTurn, toOrchestratorError } from "./index.ts";
import type { TurnEvent, TurnEventBody } from "./index.ts";

function numbered(bodies: readonly (TurnEventBody & { step?: number })[]): TurnEvent[] {
  return bodies.map((body, seq) => ({ ...body, turnId: "t1", seq }));
}

function fold(events: readonly TurnEvent[]) {
  return events.reduce(reduceTurn, initialTurnState());
}

const usage = { inputTokens: 3, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 2, reasoningTokens: 0 };
const end: TurnEventBody = {
  type: "turn-end",
  model: "m",
  provider: "p",
  finishReason: "stop",
  usage,
  cost: { usd: 0.1 },
  latencyMs: 5,
  attempts: 1,
};

describe("reduceTurn", () => {
  it("keeps reasoning, text, sources and tool calls apart and in order", () => {
    const state = fold(
      numbered([
        { type: "turn-start", at: 1 },
        { type: "status", phase: "thinking" },
        { type: "reasoning-start", id: "r" },
        { type: "reasoning-delta", id: "r", text: "hm" },
        { type: "reasoning-delta", id: "r", text: "m" },
        { type: "reasoning-end", id: "r", providerMetadata: { anthropic: { signature: "s" } } },
        { type: "text-start", id: "x" },
        { type: "text-delta", id: "x", text: "He" },
        { type: "text-delta", id: "x", text: "llo" },
        { type: "text-end", id: "x" },
        { type: "source", id: "1", url: "https://a.example" },
        { type: "tool-call", id: "c", name: "f", input: { a: 1 }, rawInput: '{"a":1}' },
        end,
      ]),
    );
    expect(state.status).toBe("complete");
    expect(state.phase).toBeUndefined();
    expect(state.parts).toEqual([
      { type: "reasoning", text: "hmm", providerMetadata: { anthropic: { signature: "s" } } },
      { type: "text", text: "Hello" },
      { type: "source", id: "1", url: "https://a.example" },
      { type: "tool-call", id: "c", name: "f", input: { a: 1 }, rawInput: '{"a":1}' },
    ]);
  });

  it("keeps chain steps and shows the last step's parts as the answer", () => {
    const state = fold(
      numbered([
        { type: "turn-start", at: 1 },
        { type: "step-start", step: 0, role: "search", title: "Search", model: "a", provider: "p" },
        { type: "text-delta", step: 0, id: "x", text: "found" },
        { type: "step-end", step: 0, ok: true },
        { type: "step-start", step: 1, role: "analysis", title: "Analysis", model: "b", provider: "q" },
        { type: "text-delta", step: 1, id: "y", text: "so" },
        { type: "step-end", step: 1, ok: true },
        end,
      ]),
    );
    expect(state.steps.map((step) => [step.role, step.ok, step.parts])).toEqual([
      ["search", true, [{ type: "text", text: "found" }]],
      ["analysis", true, [{ type: "text", text: "so" }]],
    ]);
    expect(state.parts).toEqual([{ type: "text", text: "so" }]);
  });

  it("folds any replay to the same state: repeated and late events change nothing", () => {
    const events = numbered([
      { type: "turn-start", at: 1 },
      { type: "text-delta", id: "x", text: "a" },
      { type: "text-delta", id: "x", text: "b" },
      end,
    ]);
    const once = fold(events);
    fc.assert(
      fc.property(fc.nat(events.length), (cut) => {
        const again = [...events.slice(0, cut), ...events].reduce(reduceTurn, initialTurnState());
        expect(again).toEqual(once);
      }),
    );
    expect(reduceTurn(once, { type: "text-delta", id: "x", text: "late", turnId: "t1", seq: 99 })).toBe(once);
  });

  it("tells cancelled from failed and knows the last event", () => {
    const cancelled = numbered([
      { type: "turn-error", error: { code: "cancelled", message: "Cancelled.", retryable: false } },
    ]);
    expect(fold(cancelled).status).toBe("cancelled");
    expect(isLastEvent(cancelled[0]!)).toBe(true);
  });
});

describe("OrchestratorError", () => {
  it("survives serialization with everything but cause and stack", () => {
    const error = new OrchestratorError("rate_limited", "Slow down.", {
      retryAfterMs: 10,
      provider: "openai",
      cause: new Error("secret"),
    });
    const back = OrchestratorError.fromJSON(JSON.parse(JSON.stringify(error)));
    expect(back).toMatchObject({
      code: "rate_limited",
      message: "Slow down.",
      retryable: true,
      retryAfterMs: 10,
      provider: "openai",
    });
    expect(JSON.stringify(error)).not.toContain("secret");
  });

  it("turns an AbortError into cancelled and anything else into internal", () => {
    expect(toOrchestratorError(new DOMException("x", "AbortError")).code).toBe("cancelled");
    expect(toOrchestratorError("boom")).toMatchObject({ code: "internal", message: "boom" });
  });
});
