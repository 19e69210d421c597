import { expect, it } from "vitest";
import { refuseUnknownCommand } from "./refuse-unknown-command.ts";

const COMMANDS = new Map([
  ["ask", []],
  ["models", ["list", "show", "refresh"]],
  ["config", ["get", "set", "explain"]],
]);

it("names the command that was typed and the nearest one", () => {
  expect(() => refuseUnknownCommand(["models", "lst"], COMMANDS)).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      message: 'There is no command "aio models lst".',
      suggestion: "Did you mean aio models list? See aio models --help.",
    }),
  );
});

it.each([
  [[]],
  [["models"]],
  [["models", "--json"]],
  [["models", "help"]],
  [["models", "show", "gpt-5.5"]],
  [["config", "defaults.dial"]],
  [["ask", "models"]],
  [["Explain", "models"]],
])("lets %j through", (args) => {
  expect(() => refuseUnknownCommand(args, COMMANDS)).not.toThrow();
});
