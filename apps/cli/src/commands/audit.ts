import { EXIT } from "../exit-code.ts";
import type { CliContext } from "../cli-context.ts";
import type { GlobalOptions } from "../global-options.ts";
import { formatTable } from "../terminal/print-table.ts";

/** Options of `aio audit …`. */
export interface AuditOptions extends GlobalOptions {
  readonly limit?: number;
  readonly from?: string;
  readonly until?: string;
  readonly format?: "csv" | "json";
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
  else {
    const rows = records.map((record) =>
      ["ts", "ev", "model", "provider", "in", "out", "cost", "ms", "outcome"].map((key) => String(record[key] ?? "")),
    );
    context.stdout.write(
      `${formatTable(["time", "event", "model", "provider", "in", "out", "cost", "ms", "outcome"], rows, { right: [4, 5, 6, 7], keep: [0], columns: context.stdout.columns })}\n`,
    );
  }
  return EXIT.ok;
}

/** `aio audit verify`: checks the chain; names the first bad record. Exits 1 if it is broken. */
export async function verifyAudit({ options, context }: Call): Promise<number> {
  const result = await (await context.open(options)).audit.verify();
  if (options.json) context.stdout.write(`${JSON.stringify(result)}\n`);
  else
    context.stdout.write(
      result.ok ? `${result.records} records, chain intact\n` : `broken: ${result.problem ?? "unknown"}\n`,
    );
  return result.ok ? EXIT.ok : EXIT.internal;
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
            key,
            typeof value === "object" ? JSON.stringify(value) : String(value),
          ]),
        ).trimStart()}\n`,
  );
  return EXIT.ok;
}
