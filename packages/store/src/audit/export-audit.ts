import type { AuditRecord } from "./audit-record.ts";

/** Columns of the CSV form, in order. */
const COLUMNS = [
  "seq",
  "ts",
  "ev",
  "conv",
  "turn",
  "model",
  "provider",
  "in",
  "cached",
  "cache_write",
  "out",
  "reasoning",
  "estimated",
  "cost",
  "ms",
  "attempts",
  "outcome",
  "len",
  "fp",
  "alerts",
  "client",
  "key",
  "incognito",
  "detail",
  "prev",
  "h",
] as const;

/** Records as CSV (RFC 4180, with a header) or as a JSON array, piece by piece. */
export function* exportAudit(records: Iterable<AuditRecord>, format: "csv" | "json"): Generator<string> {
  if (format === "csv") {
    yield `${COLUMNS.join(",")}\r\n`;
    for (const record of records) yield `${COLUMNS.map((column) => csvCell(record[column])).join(",")}\r\n`;
    return;
  }
  let separator = "[\n";
  for (const record of records) {
    yield separator + JSON.stringify(record);
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** Text that a spreadsheet would run as a formula is made plain text by an apostrophe. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
