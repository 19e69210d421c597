import { describe, expect, it } from "vitest";
import { canaryKey, KEY_MARK, traces } from "./canary-marks.ts";
import { runCanaries } from "./run-canaries.ts";

const BATCHES = 4;

describe("keys and prompts", () => {
  it(
    "leave no trace where they do not belong (40 of each; 1,000 in canary.slow.test.ts)",
    { timeout: 60_000 },
    async () => {
      const report = await runCanaries(BATCHES);
      // The test means nothing unless keys and prompts went out, and turns of both kinds were seen.
      expect(report.keysSent).toBe(BATCHES * 10);
      expect(report.wordsSent).toBeGreaterThanOrEqual(BATCHES * 10);
      expect(report.turns.failed).toBeGreaterThan(BATCHES);
      expect(report.turns.succeeded).toBeGreaterThanOrEqual(BATCHES);
      for (const name of [/^aio\.log$/, /history\.db$/, /vault\.json$/, /audit/, /audit-head/])
        expect(report.files.filter((file) => name.test(file))).not.toEqual([]);
      expect(report.keyTraces).toEqual([]);
      expect(report.promptTraces).toEqual([]);
    },
  );

  it("would be found if they did", () => {
    const key = canaryKey();
    const bytes = Buffer.from(key);
    const forms = [
      key,
      key.toUpperCase(),
      `x${key.slice(10, 50)}`,
      bytes.toString("base64"),
      Buffer.from(`Bearer ${key}`).toString("base64url"),
      bytes.toString("hex"),
      JSON.stringify({ a: [key] }),
      encodeURIComponent(key),
    ];
    for (const form of forms) expect(traces(form, KEY_MARK), form).not.toEqual([]);
    expect(traces("nothing here", KEY_MARK)).toEqual([]);
  });
});
