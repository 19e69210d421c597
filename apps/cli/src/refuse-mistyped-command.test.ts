import { expect, it } from "vitest";
import { refuseMistypedCommand } from "./refuse-mistyped-command.ts";

const COMMANDS = new Map([
  ["ask", []],
  ["models", ["list"]],
  ["usage", []],
  ["why", []],
]);

it.each([
  [["hlp"], "help", "hlp"],
  [["modles"], "models", "modles"],
  [["--json", "usge"], "usage", "usge"],
  [["Model"], "models", "Model"],
  [["modls", "list"], "models list", "modls list"],
])("asks about %j before a model is asked", (args, meant, word) => {
  expect(() => refuseMistypedCommand(args, COMMANDS)).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      message: `There is no command "${word}".`,
      suggestion: `Did you mean aio ${meant}? To ask a model about it: aio ask ${word}`,
    }),
  );
});

it.each([
  [[]],
  [["help"]],
  [["models"]],
  [["hi"]],
  [["hello"]],
  [["hlp", "me"]],
  [["modls", "walk"]],
  [["modls", "list", "them"]],
  [["ask", "hlp"]],
  [["--hlp"]],
  [["modeling"]],
])("lets %j through", (args) => {
  expect(() => refuseMistypedCommand(args, COMMANDS)).not.toThrow();
});
