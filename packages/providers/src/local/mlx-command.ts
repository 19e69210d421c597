import { accessSync, constants } from "node:fs";
import path from "node:path";

/** A program and its arguments. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

/** How to start one server. */
export interface MlxLaunch {
  /** Snapshot folder or repository. */
  readonly model: string;
  readonly port: number;
  readonly vision: boolean;
}

/**
 * The command that serves a model: `mlx_lm.server` or, for models that see, `mlx_vlm.server`, as installed on the
 * PATH or in the virtual environment that `VIRTUAL_ENV` names. Undefined where neither is installed.
 */
export function findMlxCommand(
  { model, port, vision }: MlxLaunch,
  env: Readonly<Record<string, string | undefined>>,
): Command | undefined {
  const program = findProgram(vision ? "mlx_vlm.server" : "mlx_lm.server", env);
  return program === undefined
    ? undefined
    : { program, args: ["--model", model, "--host", "127.0.0.1", "--port", String(port)] };
}

function findProgram(name: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folders = [
    ...(env["VIRTUAL_ENV"] === undefined ? [] : [path.join(env["VIRTUAL_ENV"], "bin")]),
    ...(env["PATH"] ?? "").split(path.delimiter),
  ];
  return folders
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
