import type { Message, MessagePart } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { fitToolIds } from "./fit-tool-ids.ts";

const NINE = { pattern: /^[a-zA-Z0-9]{9}$/, prefix: "", length: 9 };
const call = (id: string): MessagePart => ({ type: "tool-call", id, name: "look", input: {}, rawInput: "{}" });
const result = (id: string, output: string): MessagePart => ({ type: "tool-result", id, name: "look", output });
const turn = (...parts: MessagePart[]): Message => ({ role: "assistant", parts });
const idsOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(({ parts }) => parts.flatMap((part) => ("id" in part ? [String(part.id)] : [])));

describe("fitToolIds", () => {
  it("leaves what a provider takes, and what has no calls, as it is", () => {
    const plain = [turn({ type: "text", text: "hi" })];
    expect(fitToolIds(plain, NINE)).toBe(plain);
    const good = [turn(call("abcDEF123")), turn(result("abcDEF123", "x"))];
    expect(fitToolIds(good, NINE)).toBe(good);
    const any = [turn(call("functions.look:0")), turn(result("functions.look:0", "x"))];
    expect(fitToolIds(any, undefined)).toBe(any);
  });

  it("gives a call and its result the same new id, the same one every time", () => {
    const messages = [turn(call("call_1"), call("toolu_2")), turn(result("toolu_2", "b"), result("call_1", "a"))];
    const ids = idsOf(fitToolIds(messages, NINE));
    for (const id of ids) expect(id).toMatch(NINE.pattern);
    expect(ids[0]).toBe(ids[3]);
    expect(ids[1]).toBe(ids[2]);
    expect(new Set(ids).size).toBe(2);
    expect(idsOf(fitToolIds([...messages, turn(call("call_3"))], NINE)).slice(0, 4)).toEqual(ids);
  });

  it.each([undefined, NINE])("tells calls of one id apart, their results in order (rule: %o)", (rule) => {
    const messages = [
      turn(call("call_0"), call("call_0")),
      turn(result("call_0", "a"), result("call_0", "b")),
      turn(call("call_0")),
      turn(result("call_0", "c")),
    ];
    const [one, two, a, b, three, c] = idsOf(fitToolIds(messages, rule));
    expect(new Set([one, two, three]).size).toBe(3);
    expect([a, b, c]).toEqual([one, two, three]);
  });

  it("lets a result without a call, and a second result of one call, be", () => {
    const [first, again] = idsOf(fitToolIds([turn(result("lost", "x")), turn(result("lost", "y"))], NINE));
    expect(first).toMatch(NINE.pattern);
    expect(again).toBe(first);
  });
});
