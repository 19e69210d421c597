import type { LocalOrchestrator } from "ai-orchestrator";
import { EXIT } from "../exit-code.ts";
import type { CliContext } from "../cli-context.ts";
import type { GlobalOptions } from "../global-options.ts";
import { confirm } from "../input/confirm.ts";
import { formatTable } from "../terminal/print-table.ts";
import { sanitizeLine } from "../terminal/sanitize-line.ts";
import { wrapText } from "../terminal/wrap-text.ts";

/** Options of `aio audit …`. */
export interface AuditOptions extends GlobalOptions {
  readonly limit?: number;
  readonly from?: string;
  readonly until?: string;
  readonly format?: "csv" | "json";
  readonly accept?: boolean;
  readonly force?: boolean;
}

interface Call {
  readonly options: AuditOptions;
  readonly context: CliContext;
}

/** `aio audit list`: the newest records. */
export async function listAudit({ options, context }: Call): Promise<number> {
  const { limit = 20, from, until } = options;
  const records = await (
    await context.open(options)
  ).audit.list({ limit, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) });
  if (options.json) context.stdout.write(`${JSON.stringify(records)}\n`);
  else if (records.length === 0) context.stdout.write("No records.\n");
  else {
    const { columns } = context.stdout;
    // A terminal gets the second, a pipe the record's own time.
    const rows = records.map((record) =>
      ["ts", "ev", "model", "provider", "in", "out", "cost", "ms", "outcome"].map((key) => {
        const text = String(record[key] ?? "");
        // Sums of prices end in digits that mean nothing.
        if (key === "cost" && typeof record[key] === "number") return String(Number(record[key].toPrecision(6)));
        return key === "ts" && columns !== undefined ? text.slice(0, 19).replace("T", " ") : text;
      }),
    );
    const names = ["time", "event", "model", "provider", "in", "out", "cost", "ms", "outcome"];
    context.stdout.write(`${formatTable(names, rows, { right: [4, 5, 6, 7], keep: [0], columns })}\n`);
  }
  return EXIT.ok;
}

/** `aio audit verify`: checks the chain; names the first bad record, and every place outside the log that was asked. Exits 1 if it is broken. */
export async function verifyAudit({ options, context }: Call): Promise<number> {
  const { audit } = await context.open(options);
  if (options.accept) {
    await confirm(
      "Let the log as it is count, whatever the keychain remembers?",
      { flag: "--force", given: options.force },
      context,
    );
    await audit.accept();
  }
  const result = await audit.verify();
  if (options.json) context.stdout.write(`${JSON.stringify(result)}\n`);
  else {
    const found = result.ok ? `${result.records} records, chain intact` : `broken: ${result.problem ?? "unknown"}`;
    const lines = [found, ...result.checkpoints.map((checkpoint) => `  ${checkpointLine(checkpoint)}`)];
    context.stdout.write(`${lines.flatMap((line) => wrapText(line, context.stdout.columns, 4)).join("\n")}\n`);
    if (result.checkpoints.some(({ place, state }) => state === "disagrees" && place === "the keychain"))
      context.stderr.write(
        `${context.err.dim("  fix:")} if you restored or moved this folder yourself: aio audit verify --accept; if not, keep it as evidence\n`,
      );
  }
  return result.ok ? EXIT.ok : EXIT.internal;
}

type Verification = Awaited<ReturnType<LocalOrchestrator["audit"]["verify"]>>;

function checkpointLine({ place, state, seq, reason }: Verification["checkpoints"][number]): string {
  const known = seq === undefined ? "" : ` (record ${seq})`;
  const words = {
    agrees: `agrees${known}`,
    disagrees: `disagrees${known}`,
    none: "keeps nothing yet",
    unreachable: `was not asked: ${reason ?? "no answer"}`,
    unchecked: `not compared${known}: the chain broke before`,
  };
  return `${place} ${words[state]}`;
}

/** `aio audit export`: everything as CSV or JSON. */
export async function exportAudit({ options, context }: Call): Promise<number> {
  context.stdout.write(
    await (await context.open(options)).audit.export(options.json ? "json" : (options.format ?? "csv")),
  );
  return EXIT.ok;
}

/** `aio audit stats`. */
export async function auditStats({ options, context }: Call): Promise<number> {
  const stats = await (await context.open(options)).audit.stats();
  context.stdout.write(
    options.json
      ? `${JSON.stringify(stats)}\n`
      : `${formatTable(
          ["", ""],
          Object.entries(stats).map(([key, value]) => [
            inWords(key),
            typeof value === "object" && value !== null ? counts(value) : String(value),
          ]),
        ).trimStart()}\n`,
  );
  return EXIT.ok;
}

const NAMES: Readonly<Record<string, string>> = { usd: "US dollars", latencyMs: "latency, ms" };

/** `unknownCostCalls` as a person reads it. */
function inWords(name: string): string {
  return NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** `ok 4, cancelled 2`: names and numbers of one kind on one line. */
function counts(value: object): string {
  return (
    Object.entries(value)
      .map(([name, count]) => `${sanitizeLine(name)} ${String(count)}`)
      .join(", ") || "none"
  );
}
