import { expect, it } from "vitest";
import { hideSqliteWarning } from "./hide-sqlite-warning.ts";

it("hides that one warning and passes every other on as it is", () => {
  const heard: unknown[][] = [];
  const target = { emitWarning: ((...all: unknown[]) => heard.push(all)) as unknown as typeof process.emitWarning };
  hideSqliteWarning(target);
  target.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
  target.emitWarning("Type Stripping is an experimental feature", "ExperimentalWarning");
  target.emitWarning("SQLite is an experimental feature");
  const deprecated = new Error("old");
  target.emitWarning(deprecated, { type: "DeprecationWarning", code: "DEP0001" });
  expect(heard).toEqual([
    ["Type Stripping is an experimental feature", "ExperimentalWarning"],
    ["SQLite is an experimental feature"],
    [deprecated, { type: "DeprecationWarning", code: "DEP0001" }],
  ]);
});
