import { createHash } from "node:crypto";
import { auditFiles, fileLines, parseRecord } from "./audit-files.ts";
import { chainHash, GENESIS, splitLine, type AuditHead, type AuditKeys } from "./audit-record.ts";
import type { AuditTestimony } from "./audit-witness.ts";

/** The first thing that is wrong, and where. */
export interface AuditFault {
  readonly file: string;
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly reason: string;
}

/** What one place outside the log knows of its end, and whether the log bears it out. */
export interface AuditCheckpoint {
  /** `the checkpoint` (the file beside the log), `the keychain`. */
  readonly place: string;
  /** `unchecked`: the walk ended at a fault before it came there. */
  readonly state: "agrees" | "disagrees" | "none" | "unreachable" | "unchecked";
  /** The record it knows as the last. */
  readonly seq?: number;
  readonly reason?: string;
}

/** A place and what it says. */
export interface AuditPlace {
  readonly place: string;
  readonly testimony: AuditTestimony;
}

/** What verifying found. */
export interface AuditVerification {
  readonly ok: boolean;
  readonly records: number;
  readonly head: AuditHead;
  readonly firstBad?: AuditFault;
  /** Lines that a power loss cut off and that were noted as such. */
  readonly tornLines: number;
  /** Every place that was compared. */
  readonly checkpoints: readonly AuditCheckpoint[];
}

interface Spot {
  readonly file: string;
  readonly line: number;
}

interface Walk {
  head: AuditHead;
  records: number;
  tornLines: number;
  torn: (Spot & { readonly bytes: string }) | undefined;
  /** Places whose record was passed, and one whose record is another. */
  readonly seen: Set<string>;
  denied: string | undefined;
  isComplete: boolean;
}

type KnownHead = AuditHead & { readonly place: string };

/** What the head's copy in the data folder is called. */
const OWN_PLACE = "the checkpoint";

/**
 * Walks the whole chain. An edited, dropped, inserted, repeated, swapped or re-dated record breaks it at that record;
 * a cut-off end shows against the checkpoints kept outside the log. Whoever holds the key can forge what no
 * checkpoint knows yet.
 */
export function verifyAudit(options: {
  readonly directory: string;
  readonly keys: AuditKeys;
  readonly checkpoint: AuditHead | undefined;
  /** What places outside the data folder say. */
  readonly witnesses?: readonly AuditPlace[];
}): AuditVerification {
  const { directory, keys, checkpoint, witnesses = [] } = options;
  const own: AuditTestimony = checkpoint === undefined ? { state: "none" } : { state: "knows", head: checkpoint };
  const places = [{ place: OWN_PLACE, testimony: own }, ...witnesses];
  const known = places.flatMap(({ place, testimony }) =>
    testimony.state === "knows" ? [{ place, ...testimony.head }] : [],
  );
  const walk = newWalk();
  let place = { file: auditFiles(directory).at(-1) ?? "", line: 0 };
  const result = (fault?: AuditFault): AuditVerification => ({
    ok: fault === undefined,
    records: walk.records,
    head: walk.head,
    tornLines: walk.tornLines,
    checkpoints: places.map((each) => compare(each, walk)),
    ...(fault === undefined ? {} : { firstBad: fault }),
  });
  for (const file of auditFiles(directory)) {
    for (const { line, number, whole } of fileLines(directory, file)) {
      place = { file, line: number };
      const reason = step(walk, { text: line, whole, ...place }, { keys, known });
      if (reason !== undefined) return result({ ...(reason === UNEXPLAINED ? tornPlace(walk, place) : place), reason });
    }
  }
  walk.isComplete = true;
  const reason = endFault(walk, places);
  return result(reason === undefined ? undefined : { ...tornPlace(walk, place), reason });
}

/** An unexplained line is named itself, not the record after it. */
function tornPlace({ torn }: Walk, otherwise: Spot): Spot {
  return torn === undefined ? otherwise : { file: torn.file, line: torn.line };
}

const UNEXPLAINED = "the line is not a record";

/** Takes one line; returns what is wrong with it. */
function step(
  walk: Walk,
  at: Spot & { readonly text: string; readonly whole: boolean },
  context: { readonly keys: AuditKeys; readonly known: readonly KnownHead[] },
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
  for (const { place, seq, h } of context.known) {
    if (seq !== record.seq) continue;
    if (h !== record.h) {
      walk.denied = place;
      return `record ${record.seq} is not the one ${place} names`;
    }
    walk.seen.add(place);
  }
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

function newWalk(): Walk {
  return {
    head: GENESIS,
    records: 0,
    tornLines: 0,
    torn: undefined,
    seen: new Set(),
    denied: undefined,
    isComplete: false,
  };
}

function endFault(walk: Walk, places: readonly AuditPlace[]): string | undefined {
  const end = walk.records === 0 ? "the log is empty" : `the log ends at record ${walk.head.seq}`;
  for (const { place, testimony } of places) {
    if (testimony.state === "none" && place === OWN_PLACE && walk.records > 0)
      return `${place} is missing, so a cut-off end could not be seen`;
    if (testimony.state === "other-log") return otherLog(place, testimony.seq);
    if (testimony.state === "knows" && !walk.seen.has(place))
      return `${end}, but ${place} knows record ${testimony.head.seq}: the end was cut off`;
  }
  return walk.torn === undefined ? undefined : UNEXPLAINED;
}

function otherLog(place: string, seq: number): string {
  return `${place} knows another log, up to record ${seq} and begun under another key: this one took its place`;
}

function compare({ place, testimony }: AuditPlace, walk: Walk): AuditCheckpoint {
  switch (testimony.state) {
    case "none":
      return { place, state: "none" };
    case "unreachable":
      return { place, state: "unreachable", reason: testimony.reason };
    case "other-log":
      return { place, state: "disagrees", seq: testimony.seq, reason: otherLog(place, testimony.seq) };
    case "knows": {
      const { seq } = testimony.head;
      if (walk.seen.has(place)) return { place, state: "agrees", seq };
      return { place, state: walk.isComplete || walk.denied === place ? "disagrees" : "unchecked", seq };
    }
  }
}
