import { describe, expect, it } from "vitest";
import { factsFromName, readParameters, tierForParameters } from "./model-name-facts.ts";

describe("readParameters", () => {
  it.each([
    ["llama3.2:3b", 3],
    ["mixtral:8x7b", 56],
    ["8.0B", 8],
    ["Qwen3-Coder-30B-A3B-Instruct-4bit", 30],
    ["gemma-3-270m-it", 0.27],
    ["kimi-k2-1t", 1000],
    ["1.05T", 1050],
    ["gemma-4-E4B-it", 4],
    ["Llama-4-Scout-17B-16E", 17],
    ["137M", 0.137],
  ])("%s has %d billion", (text, billions) => {
    expect(readParameters(text)).toBeCloseTo(billions, 6);
  });

  it.each(["llama3.2", "gpt-4o", "4bit", "phi4", "q4_k_m", "v1.5", ""])("%s does not say", (text) => {
    expect(readParameters(text)).toBeUndefined();
  });

  it("tells tiers by size", () => {
    expect([undefined, 1, 9, 14, 32, 70, 671].map(tierForParameters)).toEqual([
      "small",
      "small",
      "small",
      "medium",
      "medium",
      "large",
      "large",
    ]);
  });
});

describe("factsFromName", () => {
  it.each([
    ["qwen3:8b", "reasoning tools"],
    ["Qwen3-4B-Instruct-2507-4bit", "tools"],
    ["qwen2.5-coder:14b", "tools"],
    ["deepseek-r1:14b", "reasoning"],
    ["gpt-oss:20b", "reasoning tools"],
    ["llama3.2-vision:11b", "vision"],
    ["Llama-3.2-11B-Vision-Instruct-4bit", "vision"],
    ["llama3.3:70b", "tools"],
    ["gemma3:12b", "vision"],
    ["nomic-embed-text", "embedding"],
    ["bge-m3", "embedding"],
    ["phi4:14b", ""],
    ["Ministral-3-14B-Reasoning-2512-6bit", "reasoning tools"],
  ])("%s: %s", (name, facts) => {
    const found = Object.entries(factsFromName(name)).flatMap(([fact, is]) => (is ? [fact] : []));
    expect(found.toSorted().join(" ")).toBe(facts);
  });
});
