import type { Alert, Decision, Message, TurnRequest } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { KnownDecisions, type KnownDecision } from "./known-decisions.ts";
import type { PreparedTurn } from "./prepared-turn.ts";

const messages: readonly Message[] = [{ role: "user", parts: [{ type: "text", text: "Hello" }] }];
const asked: TurnRequest = { messages, model: "auto", save: false, policy: { allowedModels: ["a"] } };

function known(alerts: readonly Alert[] = []): KnownDecision {
  return { prepared: { prompt: "Hello", alerts } as unknown as PreparedTurn, decision: { model: "a" } as Decision };
}

describe("KnownDecisions", () => {
  it("gives the turn that asks the same its decision, once", () => {
    const decisions = new KnownDecisions();
    const kept = known();
    decisions.keep(asked, kept);
    const turn: TurnRequest = { ...asked, deliver: "whole", turnId: "t", policy: { allowedModels: ["a"] } };
    expect(decisions.take(turn, "t")).toMatchObject(kept);
    expect(decisions.take(turn, "t")).toBeUndefined();
  });

  it.each<[string, Partial<TurnRequest>]>([
    ["another model", { model: "b" }],
    ["another policy", { policy: { localOnly: true } }],
    ["a system text that was not there", { system: "Be brief." }],
    ["a turn that is kept", { save: true }],
    ["other messages", { messages: [...messages] }],
  ])("gives nothing to a turn with %s", (_what, different) => {
    const decisions = new KnownDecisions();
    decisions.keep(asked, known());
    expect(decisions.take({ ...asked, ...different }, "t")).toBeUndefined();
  });

  it("gives the alerts of a question to the turn that takes it over, whose id they then name", () => {
    const decisions = new KnownDecisions();
    decisions.keep(asked, known([{ rule: "r", turnId: "lease" } as Alert, { rule: "s" } as Alert]));
    expect(decisions.take(asked, "turn")?.prepared.alerts).toEqual([
      { rule: "r", turnId: "turn" },
      { rule: "s", turnId: "turn" },
    ]);
  });
});
