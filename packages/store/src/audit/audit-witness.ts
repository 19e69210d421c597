import type { Logger } from "@ai-orchestrator/contract";
import { logHasHash } from "./audit-files.ts";
import type { AuditHead, AuditKeys } from "./audit-record.ts";

/** A place outside the data folder that keeps one short line: the OS keychain. Slow to reach, and sometimes not there. */
export interface AuditWitnessPlace {
  /** For messages: `the keychain`. */
  readonly name: string;
  /** `available` without a value: it keeps none. */
  read(): Promise<{ readonly state: string; readonly reason?: string; readonly value?: string }>;
  /** False if it was not kept. */
  write(line: string): Promise<boolean>;
  /** True if it may be told something and was not told lately: telling costs a process. Costs nothing itself. */
  isDue(): boolean;
}

/** What the witness says about this log. */
export type AuditTestimony =
  | { readonly state: "knows"; readonly head: AuditHead }
  /** It remembers a log that was begun under another key: this folder was replaced. */
  | { readonly state: "other-log"; readonly seq: number }
  | { readonly state: "none" }
  | { readonly state: "unreachable"; readonly reason: string };

/** Keeps the log's head where whoever can write the whole data folder cannot. */
export interface AuditWitness {
  readonly place: AuditWitnessPlace;
  consult(): Promise<AuditTestimony>;
  /** Tells it a newer head. One that it knows and the log does not hold is left there as evidence, and reported. */
  attest(head: AuditHead): Promise<void>;
  /** Replaces whatever it knows, after a person said that the log as it is shall count. False if it cannot be reached. */
  accept(head: AuditHead): Promise<boolean>;
}

/** A witness for one log. */
export function createAuditWitness(
  place: AuditWitnessPlace,
  log: { readonly directory: string; readonly keys: AuditKeys; readonly logger: Logger },
): AuditWitness {
  const line = ({ seq, h }: AuditHead): string => `1 ${log.keys.id} ${seq} ${h}`;
  const consult = async (): Promise<AuditTestimony> => {
    const { state, reason, value } = await place.read();
    if (state !== "available") return { state: "unreachable", reason: reason ?? state };
    if (value === undefined) return { state: "none" };
    const match = /^1 ([0-9a-f]{16}) (\d{1,15}) ([\w-]{43})$/.exec(value);
    if (match === null) return { state: "unreachable", reason: "it keeps something that is not a checkpoint" };
    const head = { seq: Number(match[2]), h: match[3] ?? "" };
    return match[1] === log.keys.id ? { state: "knows", head } : { state: "other-log", seq: head.seq };
  };
  return {
    place,
    consult,
    attest: async (head) => {
      const testimony = await consult();
      if (testimony.state === "unreachable") return;
      if (
        testimony.state === "other-log" ||
        (testimony.state === "knows" && !logHasHash(log.directory, testimony.head.h))
      ) {
        log.logger.log("warn", `The audit log is not the one that ${place.name} knows; see aio audit verify.`);
        return;
      }
      if (testimony.state === "none" || testimony.head.seq < head.seq) await place.write(line(head));
    },
    accept: (head) => place.write(line(head)),
  };
}
