import { describe, expect, it } from "vitest";
import { toUsage } from "./to-usage.ts";

const VOLUME = () => ({ inputChars: 401, outputChars: 80, reasoningChars: 40 });
const none = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined };

describe("toUsage", () => {
  it("counts cached tokens as input and reasoning as output", () => {
    const usage = toUsage(
      {
        inputTokens: { total: 100, noCache: 50, cacheRead: 40, cacheWrite: 10 },
        outputTokens: { total: 30, text: 10, reasoning: 20 },
      },
      VOLUME,
    );
    expect(usage).toEqual({
      inputTokens: 100,
      cacheReadTokens: 40,
      cacheWriteTokens: 10,
      outputTokens: 30,
      reasoningTokens: 20,
    });
  });

  it("never reports less than its parts", () => {
    const usage = toUsage(
      {
        inputTokens: { total: 5, noCache: undefined, cacheRead: 40, cacheWrite: undefined },
        outputTokens: { total: 1, text: undefined, reasoning: 20 },
      },
      VOLUME,
    );
    expect(usage.inputTokens).toBe(40);
    expect(usage.outputTokens).toBe(20);
  });

  it("estimates, and says so, where the provider did not count", () => {
    const usage = toUsage(
      { inputTokens: none, outputTokens: { total: undefined, text: undefined, reasoning: undefined } },
      VOLUME,
    );
    expect(usage).toEqual({
      inputTokens: 101,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: 30,
      reasoningTokens: 10,
      estimated: true,
    });
  });
});
