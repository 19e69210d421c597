import { expect, it } from "vitest";
import { runCanaries } from "./run-canaries.ts";

it("1,000 keys and prompts leave no trace where they do not belong", { timeout: 900_000 }, async () => {
  const report = await runCanaries(100);
  expect(report.keysSent).toBe(1000);
  expect(report.wordsSent).toBeGreaterThanOrEqual(1000);
  expect(report.keyTraces).toEqual([]);
  expect(report.promptTraces).toEqual([]);
});
