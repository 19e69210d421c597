import { existsSync, statSync } from "node:fs";
import { OrchestratorError, type AlertSeverity } from "@ai-orchestrator/contract";
import type { CliContext } from "../cli-context.ts";
import { EXIT } from "../exit-code.ts";
import type { GlobalOptions } from "../global-options.ts";
import { readLines } from "../input/read-lines.ts";
import { readPrompt } from "../input/read-prompt.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";

/** Options of `aio security …`. */
export interface SecurityOptions extends GlobalOptions {
  readonly severity?: AlertSeverity;
  readonly limit?: number;
  readonly jsonl?: boolean;
  readonly kind?: Kind;
}

type Kind = "prompt" | "document" | "search_result" | "response";
const KINDS: readonly Kind[] = ["prompt", "document", "search_result", "response"];

function isKind(value: unknown): value is Kind {
  return (KINDS as readonly unknown[]).includes(value);
}

interface Call {
  readonly options: SecurityOptions;
  readonly context: CliContext;
}

/** `aio security alerts`: what the analyzer found, newest first. */
export async function listAlerts({ options, context }: Call): Promise<number> {
  const alerts = await (
    await context.open(options)
  ).alerts({ limit: options.limit ?? 50, ...(options.severity === undefined ? {} : { severity: options.severity }) });
  if (options.json) context.stdout.write(`${JSON.stringify(alerts)}\n`);
  else if (alerts.length === 0) context.stdout.write("No alerts.\n");
  else
    context.stdout.write(
      `${formatTable(
        ["time", "severity", "where", "rule", "why"],
        alerts.map((alert) => [alert.at, alert.severity, alert.source, alert.rule, sanitizeLine(alert.reason)]),
        { keep: [0], columns: context.stdout.columns },
      )}\n`,
    );
  return EXIT.ok;
}

/** `aio security scan`: scores a text, or with --jsonl each `{"text","system"?,"kind"?}` line. */
export async function scanText(words: readonly string[], { options, context }: Call): Promise<number> {
  const scan = await (await context.open(options)).security.scanner();
  if (options.jsonl) {
    return eachLine(context, (row, wrong) => {
      const { text, system, kind = options.kind } = row;
      if (system !== undefined && typeof system !== "string") throw wrong('its "system" is no text');
      if (kind !== undefined && !isKind(kind)) throw wrong(`its "kind" is none of ${KINDS.join(", ")}`);
      return scan({ text, ...(system === undefined ? {} : { system }), ...(kind === undefined ? {} : { kind }) });
    });
  }
  const result = scan({
    text: await readText(words, "scan", context),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
  });
  if (options.json) context.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    context.stdout.write(`severity ${result.severity}, score ${result.score.toFixed(3)}\n`);
    for (const finding of result.findings)
      context.stdout.write(
        `  ${String(finding["severity"])}  ${String(finding["rule"])}  ${String(finding["start"])}–${String(finding["end"])}  ${sanitizeLine(String(finding["reason"]))}\n`,
      );
  }
  return EXIT.ok;
}

/** `aio security redact`: the text without secrets, or with --jsonl each `{"text"}` line with what was found. */
export async function redactText(words: readonly string[], { options, context }: Call): Promise<number> {
  const orchestrator = await context.open(options);
  if (options.jsonl) {
    const redact = await orchestrator.security.ruleRedactor();
    return eachLine(context, (row) => redact(row.text));
  }
  const result = await orchestrator.redactWithReport(await readText(words, "redact", context));
  context.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${result.text}\n`);
  if (!options.json && !options.quiet)
    for (const finding of result.found) context.stderr.write(`${context.err.yellow("hidden:")} ${finding.kind}\n`);
  return EXIT.ok;
}

/** The text typed or piped in. A lone word that names a file is taken for the file's name, not for a text. */
async function readText(words: readonly string[], command: "scan" | "redact", context: CliContext): Promise<string> {
  const [word] = words;
  // A text that is too long for a name is none that exists; to `statSync` it is an error.
  if (words.length === 1 && word !== undefined && existsSync(word) && statSync(word).isFile())
    throw new OrchestratorError("invalid_input", `${word} is a file, and text is wanted.`, {
      suggestion: `aio security ${command} < ${word}`,
    });
  return readPrompt(words, context);
}

type Row = { readonly text: string } & Readonly<Record<string, unknown>>;

/** Answers each line; `wrong` makes the error for one that cannot be answered. */
async function eachLine(
  context: CliContext,
  answer: (row: Row, wrong: (what: string) => OrchestratorError) => unknown,
): Promise<number> {
  let number = 0;
  for await (const line of readLines(context.stdin)) {
    number++;
    if (line.trim() === "") continue;
    const wrong = (what: string, cause?: unknown): OrchestratorError =>
      new OrchestratorError("invalid_input", `Line ${number} is wrong: ${what}.`, {
        suggestion: 'One JSON object a line: {"text": "…"}',
        cause,
      });
    if (!context.stdout.write(`${JSON.stringify(answer(parseRow(line, wrong), wrong))}\n`))
      await new Promise((resolve) => context.stdout.once("drain", resolve));
  }
  return EXIT.ok;
}

function parseRow(line: string, wrong: (what: string, cause?: unknown) => OrchestratorError): Row {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    throw wrong("it is not JSON", error);
  }
  if (typeof row !== "object" || row === null || !("text" in row) || typeof row.text !== "string")
    throw wrong('it has no "text"');
  return row as Row;
}
