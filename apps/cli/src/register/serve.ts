import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import type { SetExit } from "../program.ts";

/** serve, keys. */
export function registerServeCommands(_program: Command, _context: CliContext, _setExit: SetExit): void {}
