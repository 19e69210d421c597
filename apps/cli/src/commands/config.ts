import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, type JsonValue } from "@ai-orchestrator/contract";
import type { ConfigDesk } from "ai-orchestrator/config";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import { requireConfigFile, type GlobalOptions } from "../global-options.ts";
import { editorCommand } from "./editor-command.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";

async function desk(options: GlobalOptions, context: CliContext): Promise<ConfigDesk> {
  const { openConfigDesk } = await import("ai-orchestrator/config");
  return openConfigDesk({ env: context.env, ...(options.config === undefined ? {} : { file: options.config }) });
}

/** `aio config path`. */
export async function configPath(options: GlobalOptions, context: CliContext): Promise<number> {
  const { file } = await desk(options, context);
  context.stdout.write(`${options.json ? JSON.stringify({ path: file }) : file}\n`);
  return EXIT.ok;
}

/** `aio config get KEY`. */
export async function configGet(key: string, options: GlobalOptions, context: CliContext): Promise<number> {
  requireConfigFile(options);
  const value = await (await desk(options, context)).get(key);
  context.stdout.write(
    typeof value === "string" && !options.json
      ? `${value}\n`
      : `${JSON.stringify(value, null, options.json ? 0 : 2)}\n`,
  );
  return EXIT.ok;
}

/** `aio config set KEY VALUE`: JSON where it parses, else text. */
export async function configSet(
  key: string,
  text: string,
  { options, context }: { readonly options: GlobalOptions; readonly context: CliContext },
): Promise<number> {
  const open = await desk(options, context);
  await open.set(key, parseValue(text));
  if (options.json) context.stdout.write(`${JSON.stringify({ key, value: await open.get(key), path: open.file })}\n`);
  else if (!options.quiet) context.stderr.write(`${context.err.green("set")} ${key} in ${open.file}\n`);
  return EXIT.ok;
}

/** `aio config unset KEY`. */
export async function configUnset(key: string, options: GlobalOptions, context: CliContext): Promise<number> {
  requireConfigFile(options);
  const open = await desk(options, context);
  await open.set(key, undefined);
  if (options.json) context.stdout.write(`${JSON.stringify({ key, path: open.file })}\n`);
  else if (!options.quiet) context.stderr.write(`${context.err.green("unset")} ${key} in ${open.file}\n`);
  return EXIT.ok;
}

/** `aio config explain [KEY]`: every value and where it comes from. */
export async function configExplain(
  key: string | undefined,
  options: GlobalOptions,
  context: CliContext,
): Promise<number> {
  requireConfigFile(options);
  const all = await (await desk(options, context)).explain();
  const lines = all.filter((line) => key === undefined || line.path === key || line.path.startsWith(`${key}.`));
  // Says whether there is such a key at all.
  if (lines.length === 0 && key !== undefined) await (await desk(options, context)).get(key);
  if (options.json) context.stdout.write(`${JSON.stringify(lines)}\n`);
  else
    context.stdout.write(
      `${formatTable(
        ["key", "value", "from"],
        lines.map((line) => [line.path, sanitizeLine(JSON.stringify(line.value)), line.origin]),
        { keep: [0], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

/** `aio config edit`: opens the file in $VISUAL or $EDITOR and checks it afterwards. */
export async function configEdit(options: GlobalOptions, context: CliContext): Promise<number> {
  const open = await desk({ ...options }, context);
  const chosen = context.env["VISUAL"] || context.env["EDITOR"];
  // An editor that somebody names may be a script; the one we would choose needs a person.
  if (!chosen && context.stdin.isTTY !== true)
    throw new OrchestratorError("invalid_input", "There is no terminal to edit in, and no EDITOR is set.", {
      suggestion: "In a script: aio config set KEY VALUE",
    });
  const editor = chosen || (process.platform === "win32" ? "notepad" : "vi");
  if (!existsSync(open.file)) {
    mkdirSync(path.dirname(open.file), { recursive: true, mode: 0o700 });
    writeFileSync(open.file, '{\n  "version": "2.0.0"\n}\n', { mode: 0o600 });
  }
  const code = await runEditor(editor, open.file);
  if (code !== 0)
    throw new OrchestratorError("invalid_input", `${editor} ended with code ${code}; the file was not checked.`, {
      suggestion: "Check it with aio config explain, or set EDITOR to another editor.",
    });
  await open.explain();
  return EXIT.ok;
}

async function runEditor(editor: string, file: string): Promise<number> {
  const { program, args, shell } = editorCommand(editor, file, { platform: process.platform, isFile: existsSync });
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", shell });
    child.on("error", (error) =>
      reject(
        new OrchestratorError("invalid_input", `Cannot start ${editor}: ${error.message}.`, {
          suggestion: "Set EDITOR to an editor that is installed.",
          cause: error,
        }),
      ),
    );
    child.on("exit", (status) => resolve(status ?? 1));
  });
}

function parseValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text; // Not JSON, so it is the text itself, as `aio config set defaults.dial best` means it.
  }
}
