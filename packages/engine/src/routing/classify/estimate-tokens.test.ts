import { describe, expect, it } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";

describe("estimateTokens", () => {
  it("is near what common tokenizers count", () => {
    // Counted with o200k_base: 10, 9, 22.
    expect(estimateTokens("The quick brown fox jumps over the lazy dog.")).toBeGreaterThanOrEqual(9);
    expect(estimateTokens("The quick brown fox jumps over the lazy dog.")).toBeLessThanOrEqual(12);
    expect(estimateTokens("今天北京的天气怎么样？")).toBeGreaterThanOrEqual(7);
    expect(estimateTokens("今天北京的天气怎么样？")).toBeLessThanOrEqual(12);
  });

  it("is zero for nothing and grows with the text", () => {
    expect(estimateTokens("")).toBe(0);
    const sentence = "All work and no play makes Jack a dull boy. ";
    const whole = estimateTokens(sentence.repeat(700));
    const sampled = estimateTokens(sentence.repeat(70_000));
    expect(Math.abs(sampled / (whole * 100) - 1)).toBeLessThan(0.03);
  });
});
