import { hkdfSync } from "node:crypto";
import type { AuditEntry, JsonObject } from "@ai-orchestrator/contract";
import { asciiJson } from "./ascii-json.ts";
import { keyedHash, type KeyedHash } from "./keyed-hash.ts";

/** Where the chain stands: the last record's number and hash. */
export interface AuditHead {
  readonly seq: number;
  readonly h: string;
}

/** One line of the log as read back. Names are short because there is one line a call. */
export interface AuditRecord extends JsonObject {
  readonly seq: number;
  readonly ts: string;
  readonly ev: AuditEntry["event"];
  readonly outcome: string;
  readonly prev: string;
  readonly h: string;
}

/** Keys derived from the audit key: one for the chain, one for fingerprints; and a public name for logs under this key. */
export interface AuditKeys {
  readonly chain: KeyedHash;
  readonly fingerprint: KeyedHash;
  readonly id: string;
}

/** The chain before its first record. */
export const GENESIS: AuditHead = { seq: -1, h: "" };
/** Longest free text kept of an entry. */
const DETAIL_LENGTH = 300;

/** Derives them (HKDF-SHA256). */
export function auditKeys(key: Uint8Array): AuditKeys {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync("sha256", key, new Uint8Array(), `aio-audit|v1|${purpose}`, 32));
  const id = Buffer.from(derive("id").subarray(0, 8)).toString("hex");
  return { chain: keyedHash(derive("chain")), fingerprint: keyedHash(derive("fingerprint")), id };
}

/** The line (without newline) of an entry after `head`, and the head it makes. The hash covers the text before it, so verifying needs no parsing. */
export function auditLine(
  entry: AuditEntry,
  head: AuditHead,
  keys: AuditKeys,
): { readonly line: string; readonly head: AuditHead } {
  const seq = head.seq + 1;
  const body = asciiJson(fields(entry, keys, { seq, prev: head.h }));
  const h = chainHash(keys.chain, head.h, body);
  return { line: `${body.slice(0, -1)},"h":"${h}"}`, head: { seq, h } };
}

/** HMAC-SHA256(key, previous hash ‖ canonical JSON without `h`), base64url: 43 characters. */
export function chainHash(key: KeyedHash, prev: string, body: string): string {
  return key.of(prev + body, "latin1", "base64url");
}

/** A line (bytes as latin1) back into the text its hash covers; undefined if it is not of our form. */
export function splitLine(line: string): { readonly body: string; readonly h: string } | undefined {
  const cut = line.length - SUFFIX_LENGTH;
  if (cut < 1 || !line.startsWith(',"h":"', cut) || !line.endsWith('"}')) return undefined;
  return { body: `${line.slice(0, cut)}}`, h: line.slice(cut + 6, -2) };
}

/** `,"h":"` + 43 + `"}` */
const SUFFIX_LENGTH = 6 + 43 + 2;

/** What is kept of an entry: never text of a prompt. Incognito keeps numbers, names of models and the outcome. */
function fields(
  entry: AuditEntry,
  keys: AuditKeys,
  { seq, prev }: { readonly seq: number; readonly prev: string },
): JsonObject {
  const { usage, cost } = entry;
  const isIncognito = entry.incognito === true;
  const prompt = isIncognito ? undefined : entry.promptText;
  // In order: equal records are equal bytes.
  return {
    alerts: isIncognito ? undefined : entry.alerts?.map(({ rule, severity }) => ({ rule, severity })),
    attempts: entry.attempts,
    cache_write: usage?.cacheWriteTokens,
    cached: usage?.cacheReadTokens,
    client: isIncognito ? undefined : entry.client,
    conv: isIncognito ? undefined : entry.conversationId,
    cost: cost?.usd,
    detail: isIncognito ? undefined : entry.detail?.slice(0, DETAIL_LENGTH),
    estimated: usage?.estimated === true || cost?.estimated === true ? true : undefined,
    ev: entry.event,
    fp: prompt === undefined ? undefined : fingerprint(prompt, keys),
    in: usage?.inputTokens,
    incognito: isIncognito ? true : undefined,
    key: isIncognito ? undefined : entry.keyId,
    len: isIncognito ? undefined : (entry.promptLength ?? entry.promptText?.length),
    model: entry.model,
    ms: entry.latencyMs,
    out: usage?.outputTokens,
    outcome: entry.outcome.slice(0, DETAIL_LENGTH),
    prev,
    provider: entry.provider,
    reasoning: usage?.reasoningTokens,
    seq,
    ts: timeOf(entry.at),
    turn: isIncognito ? undefined : entry.turnId,
  };
}

/** 64 bits under a key: equal prompts can be told, a prompt cannot be guessed from it without the key. */
function fingerprint(text: string, keys: AuditKeys): string {
  BEGINNING.write(keys.fingerprint.of(text, "utf8", "hex"), "latin1");
  return BEGINNING.toString("latin1");
}

/** Characters of a fingerprint. A slice of a string refers to the whole, and JSON takes three times as long over a record with one. */
const BEGINNING: Buffer = Buffer.alloc(16);

let stamped = { at: Number.NaN, text: "" };

/** A time as ISO 8601; many records are of the same millisecond. */
function timeOf(at: number): string {
  if (stamped.at !== at) stamped = { at, text: new Date(at).toISOString() };
  return stamped.text;
}
