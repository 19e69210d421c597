import { existsSync } from "node:fs";
import path from "node:path";
import { OrchestratorError } from "@ai-orchestrator/contract";
import { writeFileDurably } from "ai-orchestrator/files";
import type { ExportFormat } from "ai-orchestrator";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { confirm } from "../input/confirm.ts";
import { reportDone } from "../output/report-done.ts";
import { refuseToReplace } from "../output/refuse-to-replace.ts";
import { findConversation } from "./find-conversation.ts";

/** Options of export, import, backup, restore, verify, recover. */
export interface HistoryFileOptions extends GlobalOptions {
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly turn?: string;
  readonly redact?: boolean;
  readonly force?: boolean;
}

interface Call {
  readonly options: HistoryFileOptions;
  readonly context: CliContext;
}

const BY_ENDING: Readonly<Record<string, ExportFormat>> = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".json": "json",
  ".html": "html",
  ".htm": "html",
  ".txt": "text",
};

/** `aio export [ID]`: one conversation, a branch, or all; to stdout or a file. */
export async function exportHistory(id: string | undefined, { options, context }: Call): Promise<number> {
  const ending = options.output === undefined ? undefined : BY_ENDING[path.extname(options.output).toLowerCase()];
  if (options.output !== undefined) {
    if (options.format === undefined && ending === undefined)
      throw new OrchestratorError("invalid_input", `Cannot tell the format of ${options.output}.`, {
        suggestion: "End the name in .md, .json, .html or .txt, or say it with --format.",
      });
    refuseToReplace(options.output, options.force === true);
  }
  const orchestrator = await context.open(options);
  const format = options.format ?? ending ?? "markdown";
  const conversationId = id === undefined ? undefined : (await findConversation(id, orchestrator)).id;
  const text = await orchestrator.history.export({
    format,
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(options.turn === undefined ? {} : { turnId: options.turn }),
    ...(options.redact ? { redact: true } : {}),
  });
  if (options.output === undefined) {
    const shown = context.stdout.isTTY ? (await import("ai-orchestrator/sanitize")).sanitizeTerminal(text) : text;
    context.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
  } else {
    writeFileDurably(options.output, text);
    reportDone({ options, context }, { file: options.output, format }, `exported to ${options.output}`);
  }
  return EXIT.ok;
}

/** `aio import FILE`: our JSON, ChatGPT, Claude, Open WebUI, or the earlier conversations.db; repeating adds nothing twice. */
export async function importHistory(file: string, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  requireFile(file);
  const result = await orchestrator.history.import(file);
  if (options.json) context.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    context.stderr.write(
      `imported ${result.conversations} conversations with ${result.turns} turns${result.alreadyThere > 0 ? `; ${result.alreadyThere} ${result.alreadyThere === 1 ? "was" : "were"} already there` : ""}\n`,
    );
    for (const reason of result.skipped) context.stderr.write(`${context.err.yellow("skipped:")} ${reason}\n`);
  }
  return EXIT.ok;
}

function requireFile(file: string): void {
  if (!existsSync(file))
    throw new OrchestratorError("invalid_input", `There is no ${file}.`, { suggestion: "Check the name." });
}

/** `aio history backup FILE`. */
export async function backupHistory(file: string, { options, context }: Call): Promise<number> {
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder))
    throw new OrchestratorError("invalid_input", `There is no folder ${folder}.`, { suggestion: "Create it first." });
  await (await context.open(options)).history.backup(file);
  reportDone({ options, context }, { file }, `backed up to ${file}`);
  return EXIT.ok;
}

/** `aio history restore FILE`: replaces the history; the old one is kept beside it. */
export async function restoreHistory(file: string, { options, context }: Call): Promise<number> {
  requireFile(file);
  await confirm(
    `Replace the whole history by ${file}? The old one is kept beside it.`,
    { flag: "--force", given: options.force },
    context,
  );
  await (await context.open(options)).history.restore(file);
  reportDone({ options, context }, { restored: file }, `restored from ${file}`);
  return EXIT.ok;
}

/** `aio history verify`. Exits 1 if something is wrong. */
export async function verifyHistory({ options, context }: Call): Promise<number> {
  const result = await (await context.open(options)).history.verify();
  context.stdout.write(
    options.json ? `${JSON.stringify(result)}\n` : result.ok ? "sound\n" : `${result.problems.join("\n")}\n`,
  );
  return result.ok ? EXIT.ok : EXIT.internal;
}

/** `aio history recover`: saves what can be read of a damaged history; the damaged file is kept. */
export async function recoverHistory({ options, context }: Call): Promise<number> {
  const result = await (await context.open(options)).history.recover();
  context.stdout.write(
    options.json
      ? `${JSON.stringify(result)}\n`
      : `recovered ${result.conversations} conversations with ${result.turns} turns into ${result.into}\n`,
  );
  return EXIT.ok;
}

/** `aio history encrypt|decrypt`: encrypts what is kept with a key from the encrypted key file, or takes that away. */
export async function encryptHistory(on: boolean, { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  await orchestrator.history.encrypt(on);
  reportDone(
    { options, context },
    { encrypted: on },
    on
      ? "the history is encrypted; titles and text can be searched by whole words only"
      : "the history is no longer encrypted",
  );
  return EXIT.ok;
}
