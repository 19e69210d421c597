import { describe, expect, it } from "vitest";
import { commandFirst } from "./command-first.ts";

const names = new Map([
  ["ask", []],
  ["compare", []],
  ["route", []],
  ["models", ["list", "show"]],
]);

describe("commandFirst", () => {
  it.each([
    [
      ["--demo", "compare", "-m", "a,b", "x"],
      ["compare", "--demo", "-m", "a,b", "x"],
    ],
    [
      ["--config", "c.json", "-v", "route", "x"],
      ["route", "--config", "c.json", "-v", "x"],
    ],
    [
      ["--config", "c.json", "models", "show", "x"],
      ["models", "show", "--config", "c.json", "x"],
    ],
    [
      ["--json", "models", "-v"],
      ["models", "--json", "-v"],
    ],
    [
      ["--demo", "compare apples"],
      ["--demo", "compare apples"],
    ],
    [
      ["-m", "route", "x"],
      ["-m", "route", "x"],
    ],
    [
      ["what", "route"],
      ["what", "route"],
    ],
    [[], []],
  ])("%j → %j", (args, expected) => {
    expect(commandFirst(args, names)).toEqual(expected);
  });
});
