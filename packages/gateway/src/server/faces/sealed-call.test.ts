import type { Message, MessagePart } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { openCalls, sealCall } from "./sealed-call.ts";
import { openMetadata, sealMetadata } from "./sealed-metadata.ts";

const call = (id: string): MessagePart => ({ type: "tool-call", id, name: "look", input: {} });
const seal = (id: string, thoughtSignature: string): MessagePart => {
  const metadata = openMetadata(sealCall(id, { google: { thoughtSignature } }));
  return { type: "reasoning", text: "", ...(metadata === undefined ? {} : { providerMetadata: metadata }) };
};
const assistant = (...parts: MessagePart[]): Message => ({ role: "assistant", parts });
const signed = (id: string, thoughtSignature: string): MessagePart =>
  ({ ...call(id), providerMetadata: { google: { thoughtSignature } } }) as MessagePart;
const result: Message = { role: "tool", parts: [{ type: "tool-result", id: "call_0", name: "look", output: "x" }] };

describe("sealed calls", () => {
  it("are those that are signed, and of their metadata only the signature", () => {
    expect(sealCall("a", undefined)).toBeUndefined();
    expect(sealCall("a", { openai: { itemId: "fc_1" } })).toBeUndefined();
    const sealed = sealCall("a", { vertex: { thoughtSignature: "s", more: 1 }, openai: { itemId: "fc_1" } });
    expect(openMetadata(sealed)).toEqual({ vertex: { thoughtSignature: "s" }, aio: { call: "a" } });
  });

  it("keep to their answer where a server gives the same ids in every one", () => {
    const history = [assistant(seal("call_0", "first"), call("call_0")), result, assistant(call("call_0")), result];
    expect(openCalls(history)).toEqual([
      assistant(signed("call_0", "first")),
      result,
      assistant(call("call_0")),
      result,
    ]);
  });

  it("find their call behind or before them, in the same message or the next of the answer", () => {
    expect(openCalls([assistant(call("a"), seal("a", "s"))])).toEqual([assistant(signed("a", "s"))]);
    expect(openCalls([assistant(seal("a", "s")), assistant(call("a"))])).toEqual([assistant(signed("a", "s"))]);
  });

  it("bring back signatures only, whatever a caller sealed", () => {
    const forged = {
      google: { thoughtSignature: "s", more: 1 },
      vertex: { thoughtSignature: 7 },
      openai: { itemId: "fc_of_somebody_else" },
      aio: { call: "a" },
    };
    const metadata = openMetadata(sealMetadata(forged)) ?? {};
    const sealed: MessagePart = { type: "reasoning", text: "", providerMetadata: metadata };
    expect(openCalls([assistant(sealed, call("a"))])).toEqual([assistant(signed("a", "s"))]);
    const unsigned: MessagePart = { ...sealed, providerMetadata: { aio: { call: "a" } } };
    expect(openCalls([assistant(unsigned, call("a"))])).toEqual([assistant(call("a"))]);
  });

  it("leave a cache mark where it is, and all else untouched", () => {
    const mark = { anthropic: { cacheControl: { type: "ephemeral" } } };
    const marked = { ...call("a"), providerMetadata: mark } as MessagePart;
    expect(openCalls([assistant(seal("a", "s"), marked)])).toEqual([
      assistant({ ...marked, providerMetadata: { ...mark, google: { thoughtSignature: "s" } } } as MessagePart),
    ]);
    const plain = [assistant({ type: "reasoning", text: "I thought." }, call("a"))];
    expect(openCalls(plain)).toBe(plain);
  });
});
