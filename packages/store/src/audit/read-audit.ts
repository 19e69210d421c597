import type { AuditEntry } from "@ai-orchestrator/contract";
import { auditFiles, fileLines, parseRecord } from "./audit-files.ts";
import type { AuditRecord } from "./audit-record.ts";

/** Which records; dates are ISO, inclusive `from`, exclusive `until`. */
export interface AuditFilter {
  readonly from?: string;
  readonly until?: string;
  readonly event?: AuditEntry["event"];
  readonly model?: string;
  readonly provider?: string;
  readonly outcome?: string;
  readonly conversationId?: string;
  readonly client?: string;
  readonly keyId?: string;
  /** The newest so many. */
  readonly limit?: number;
}

/** Records in order; lines that are none are left out (verifying names them). Files outside the dates are not read. */
export function* auditRecords(directory: string, filter: AuditFilter = {}): Generator<AuditRecord> {
  for (const file of auditFiles(directory)) {
    const month = file.slice(0, 7);
    if (filter.until !== undefined && month > filter.until.slice(0, 7)) continue;
    for (const { line } of fileLines(directory, file)) {
      const record = parseRecord(line);
      if (record !== undefined && fits(record, filter)) yield record;
    }
  }
}

function fits(record: AuditRecord, filter: AuditFilter): boolean {
  const at = Date.parse(record.ts);
  return (
    (filter.from === undefined || at >= Date.parse(filter.from)) &&
    (filter.until === undefined || at < Date.parse(filter.until)) &&
    same(record.ev, filter.event) &&
    same(record.model, filter.model) &&
    same(record.provider, filter.provider) &&
    same(record.outcome, filter.outcome) &&
    same(record.conv, filter.conversationId) &&
    same(record.client, filter.client) &&
    same(record.key, filter.keyId)
  );
}

function same(value: unknown, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted;
}
