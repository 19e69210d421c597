import { readSystem } from "@ai-orchestrator/security";
import { expect, it } from "vitest";
import { rememberSystems } from "./remember-systems.ts";

it("reads a system prompt once, while not too many others are asked for", () => {
  const seen: string[] = [];
  const read = rememberSystems((system) => {
    seen.push(system);
    return { ...readSystem(""), count: seen.length };
  });
  expect(read("a")).toBe(read("a"));
  expect(seen).toEqual(["a"]);
  for (let n = 0; n < 23; n++) read(String(n));
  expect(read("a").count).toBe(1);
  read("one more");
  expect(read("0").count).toBeGreaterThan(25);
});

it("keeps no very long one", () => {
  let times = 0;
  const read = rememberSystems(() => ({ ...readSystem(""), count: ++times }));
  const long = "x".repeat(40_000);
  read(long);
  read(long);
  expect(times).toBe(2);
});
