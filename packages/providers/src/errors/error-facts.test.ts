import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyFailure } from "./classify-failure.ts";
import { readErrorFacts } from "./error-facts.ts";

describe("readErrorFacts", () => {
  it.each([
    ["an OpenAI chunk", { id: "x", object: "chat.completion.chunk", choices: [{ delta: { content: "error" } }] }],
    ["an Anthropic event", { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "error" } }],
    ["a Responses event", { type: "response.completed", response: { id: "r", error: null, status: "completed" } }],
    ["a Gemini chunk", { candidates: [{ content: { parts: [{ text: "error" }] } }] }],
    ["an error of null", { id: "x", error: null, choices: [] }],
    ["text", "error"],
    ["nothing", undefined],
  ])("takes %s for no error", (_title, body) => {
    expect(readErrorFacts(body)).toBeUndefined();
  });

  it("reads every shape", () => {
    expect(readErrorFacts({ error: { message: "m", type: "T", code: "C" } })).toMatchObject({
      message: "m",
      signals: ["c", "t"],
    });
    expect(
      readErrorFacts({ type: "error", error: { type: "overloaded_error", message: "m" }, request_id: "r" }),
    ).toMatchObject({ message: "m", signals: ["overloaded_error"], requestId: "r" });
    expect(readErrorFacts([{ error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "m" } }])).toMatchObject({
      status: 429,
      signals: ["resource_exhausted"],
    });
    expect(readErrorFacts({ code: "c", error: "text" })).toMatchObject({ message: "text", signals: ["c"] });
    expect(
      readErrorFacts({ type: "response.failed", response: { error: { code: "server_error", message: "m" } } }),
    ).toMatchObject({ message: "m", signals: ["server_error"] });
    expect(readErrorFacts({ type: "error", code: "c", message: "m", param: null })).toMatchObject({
      message: "m",
      signals: ["c"],
    });
    expect(readErrorFacts({ detail: "Unauthorized" })).toMatchObject({ message: "Unauthorized" });
    expect(readErrorFacts({ object: "error", message: "m", type: "t", code: 40303 })).toMatchObject({
      message: "m",
      signals: ["t"],
    });
  });

  it("never throws, and always yields one line without the key", () => {
    const context = { provider: "openai", secrets: ["sk-secret-key"], now: 0 } as const;
    const body = fc.anything({ withBigInt: false });
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), body, fc.string(), (status, shape, text) => {
        const error = classifyFailure({ status, headers: new Headers(), body: shape }, context);
        expect(error.message).not.toMatch(/[\r\n]/);
        const leaky = classifyFailure(
          {
            status,
            headers: new Headers(),
            body: JSON.stringify({ error: { message: `${text}sk-secret-key\n${text}` } }),
          },
          context,
        );
        expect(leaky.message).not.toContain("sk-secret-key");
        expect(leaky.status).toBe(status);
      }),
      { numRuns: 500 },
    );
  });
});
