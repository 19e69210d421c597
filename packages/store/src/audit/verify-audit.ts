import { createHash } from "node:crypto";
import { auditFiles, fileLines, parseRecord } from "./audit-files.ts";
import { chainHash, GENESIS, splitLine, type AuditHead, type AuditKeys } from "./audit-record.ts";

/** The first thing that is wrong, and where. */
export interface AuditFault {
  readonly file: string;
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly reason: string;
}

/** What verifying found. */
export interface AuditVerification {
  readonly ok: boolean;
  readonly records: number;
  readonly head: AuditHead;
  readonly firstBad?: AuditFault;
  /** Lines that a power loss cut off and that were noted as such. */
  readonly tornLines: number;
}

interface AuditPlace {
  readonly file: string;
  readonly line: number;
}

interface Walk {
  head: AuditHead;
  records: number;
  tornLines: number;
  torn: (AuditPlace & { readonly bytes: string }) | undefined;
  seen: boolean;
}

/**
 * Walks the whole chain. An edited, dropped, inserted, repeated, swapped or re-dated record breaks it at that record;
 * a cut-off end shows against the checkpoint kept outside the log. Whoever holds the key can forge.
 */
export function verifyAudit(options: {
  readonly directory: string;
  readonly keys: AuditKeys;
  readonly checkpoint: AuditHead | undefined;
}): AuditVerification {
  const { directory, keys, checkpoint } = options;
  const walk: Walk = { head: GENESIS, records: 0, tornLines: 0, torn: undefined, seen: false };
  let place = { file: auditFiles(directory).at(-1) ?? "", line: 0 };
  const result = (fault?: AuditFault): AuditVerification => ({
    ok: fault === undefined,
    records: walk.records,
    head: walk.head,
    tornLines: walk.tornLines,
    ...(fault === undefined ? {} : { firstBad: fault }),
  });
  for (const file of auditFiles(directory)) {
    for (const { line, number, whole } of fileLines(directory, file)) {
      place = { file, line: number };
      const reason = step(walk, { text: line, whole, ...place }, { keys, checkpoint });
      if (reason !== undefined) return result({ ...(reason === UNEXPLAINED ? tornPlace(walk, place) : place), reason });
    }
  }
  const reason = endFault(walk, checkpoint);
  return result(reason === undefined ? undefined : { ...tornPlace(walk, place), reason });
}

/** An unexplained line is named itself, not the record after it. */
function tornPlace({ torn }: Walk, otherwise: AuditPlace): AuditPlace {
  return torn === undefined ? otherwise : { file: torn.file, line: torn.line };
}

const UNEXPLAINED = "the line is not a record";

/** Takes one line; returns what is wrong with it. */
function step(
  walk: Walk,
  at: AuditPlace & { readonly text: string; readonly whole: boolean },
  context: { readonly keys: AuditKeys; readonly checkpoint: AuditHead | undefined },
): string | undefined {
  const split = at.whole ? splitLine(at.text) : undefined;
  const record = split === undefined ? undefined : parseRecord(at.text);
  if (split === undefined || record === undefined) {
    if (walk.torn !== undefined) return UNEXPLAINED;
    walk.torn = { file: at.file, line: at.line, bytes: at.text };
    return undefined;
  }
  if (walk.torn !== undefined && !explains(record, walk.torn.bytes)) return UNEXPLAINED;
  if (record.prev !== walk.head.h || record.seq !== walk.head.seq + 1) {
    return record.seq <= walk.head.seq
      ? `record ${record.seq} stands after record ${walk.head.seq}`
      : `record ${walk.head.seq + 1} is missing or was changed before record ${record.seq}`;
  }
  if (chainHash(context.keys.chain, record.prev, split.body) !== split.h) return `record ${record.seq} was changed`;
  if (record.ts.slice(0, 7) > at.file.slice(0, 7))
    return `record ${record.seq} of ${record.ts} is in the file of another month`;
  if (record.outcome === "truncated")
    return `the end of the log was cut off before record ${record.seq} (${String(record.detail)})`;
  if (context.checkpoint?.seq === record.seq && context.checkpoint.h !== record.h)
    return `record ${record.seq} is not the one the checkpoint names`;
  if (context.checkpoint?.seq === record.seq) walk.seen = true;
  if (walk.torn !== undefined) walk.tornLines += 1;
  walk.torn = undefined;
  walk.head = { seq: record.seq, h: record.h };
  walk.records += 1;
  return undefined;
}

/** The record that `append` writes after a cut-off line names its length and hash. */
function explains(record: Readonly<Record<string, unknown>>, torn: string): boolean {
  const bytes = Buffer.from(torn, "latin1");
  const hash = createHash("sha256").update(bytes).digest("hex");
  return record.outcome === "recovered" && record.detail === `torn ${bytes.length} ${hash}`;
}

function endFault(walk: Walk, checkpoint: AuditHead | undefined): string | undefined {
  if (checkpoint === undefined)
    return walk.records === 0 ? undefined : "the checkpoint is missing, so a cut-off end could not be seen";
  if (!walk.seen)
    return `the log ends at record ${walk.head.seq}, but the checkpoint knows record ${checkpoint.seq}: the end was cut off`;
  if (walk.torn !== undefined) return UNEXPLAINED;
  return undefined;
}
