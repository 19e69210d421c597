import { expect, test } from "vitest";
import { runChild } from "../../test/run-child.ts";
import { storeOptions } from "../../test/test-store.ts";
import { openStore } from "../open-store.ts";

test("eight processes spend exactly the budget together", async () => {
  const options = storeOptions();
  openStore(options)[Symbol.dispose]();
  const children = Array.from({ length: 8 }, () => runChild("spend-worker.ts", [options.path, "1"]));
  const ends = await Promise.all(children.map((child) => child.ended));
  expect(ends.map(({ code, errors }) => ({ code, errors }))).toEqual(ends.map(() => ({ code: 0, errors: "" })));
  const passed = children.reduce((sum, child) => sum + Number(child.lines()[0]), 0);
  using store = openStore(options);
  const [standing] = store.ledger.remaining([{ scope: "user", period: "day", limitUsd: 1 }], Date.UTC(2026, 0, 1));
  expect(standing?.spentUsd).toBeCloseTo(passed * 0.01, 9);
  expect(standing?.spentUsd).toBeLessThanOrEqual(1);
  // Each worker stops once another cent or two would not fit beside what the others hold.
  expect(passed).toBeGreaterThanOrEqual(85);
  expect(store.ledger.report({ by: "key" })).toMatchObject([{ group: "key-1", calls: passed }]);
});
