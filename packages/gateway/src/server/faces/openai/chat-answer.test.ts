import type { TurnEvent } from "@ai-orchestrator/contract";
import { expect, it } from "vitest";
import { ChatDeltas } from "./chat-answer.ts";

it("says the signature of a streamed call in a delta that has a function, as clients expect of each", () => {
  const deltas = new ChatDeltas(new Set());
  const call = { turnId: "t1", seq: 0, id: "call_1", name: "look" } as const;
  const events: readonly TurnEvent[] = [
    { type: "tool-call-start", ...call },
    { ...call, type: "tool-call-delta", json: '{"at":1}' },
    {
      type: "tool-call",
      ...call,
      input: { at: 1 },
      rawInput: '{"at":1}',
      providerMetadata: { google: { thoughtSignature: "signed" } },
    },
  ];
  expect(events.map((event) => deltas.of(event))).toEqual([
    { tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "look", arguments: "" } }] },
    { tool_calls: [{ index: 0, function: { arguments: '{"at":1}' } }] },
    {
      tool_calls: [
        { index: 0, function: { arguments: "" }, extra_content: { google: { thought_signature: "signed" } } },
      ],
    },
  ]);
});

it("says the signature with a call's first delta where it is known by then, and once: the AI SDK reads it only there", () => {
  const deltas = new ChatDeltas(new Set());
  const providerMetadata = { google: { thoughtSignature: "signed" } };
  const call = { turnId: "t1", seq: 0, id: "call_1", name: "look", providerMetadata } as const;
  const events: readonly TurnEvent[] = [
    { type: "tool-call-start", ...call },
    { turnId: "t1", seq: 0, id: "call_1", type: "tool-call-delta", json: '{"at":1}' },
    { type: "tool-call", ...call, input: { at: 1 }, rawInput: '{"at":1}' },
  ];
  expect(events.map((event) => deltas.of(event))).toEqual([
    {
      tool_calls: [
        {
          index: 0,
          id: "call_1",
          type: "function",
          function: { name: "look", arguments: "" },
          extra_content: { google: { thought_signature: "signed" } },
        },
      ],
    },
    { tool_calls: [{ index: 0, function: { arguments: '{"at":1}' } }] },
    undefined,
  ]);
});
