import { expect, it } from "vitest";
import { runCanaries } from "./run-canaries.ts";

// Minutes long; `npm test` runs the same over 40 keys. Set AIO_FULL_FAULTS=1 to run all.
it.runIf(process.env["AIO_FULL_FAULTS"] !== undefined)(
  "1,000 keys and prompts leave no trace where they do not belong",
  { timeout: 900_000 },
  async () => {
    const report = await runCanaries(100);
    expect(report.keysSent).toBe(1000);
    expect(report.wordsSent).toBeGreaterThanOrEqual(1000);
    expect(report.keyTraces).toEqual([]);
    expect(report.promptTraces).toEqual([]);
  },
);
