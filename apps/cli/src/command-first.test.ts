import { describe, expect, it } from "vitest";
import { commandFirst } from "./command-first.ts";

const names = ["ask", "compare", "route"];

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
