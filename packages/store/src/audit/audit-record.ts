import { createHmac, hkdfSync } from "node:crypto";
import type { AuditEntry, JsonObject } from "@ai-orchestrator/contract";
import { canonicalJson } from "./canonical-json.ts";

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

/** Keys derived from the audit key: one for the chain, one for fingerprints. */
export interface AuditKeys {
  readonly chain: Uint8Array;
  readonly fingerprint: Uint8Array;
}

/** The chain before its first record. */
export const GENESIS: AuditHead = { seq: -1, h: "" };
/** Longest free text kept of an entry. */
const DETAIL_LENGTH = 300;

/** Derives both keys (HKDF-SHA256). */
export function auditKeys(key: Uint8Array): AuditKeys {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync("sha256", key, new Uint8Array(), `aio-audit|v1|${purpose}`, 32));
  return { chain: derive("chain"), fingerprint: derive("fingerprint") };
}

/** The line (without newline) of an entry after `head`, and the head it makes. The hash covers the text before it, so verifying needs no parsing. */
export function auditLine(
  entry: AuditEntry,
  head: AuditHead,
  keys: AuditKeys,
): { readonly line: string; readonly head: AuditHead } {
  const seq = head.seq + 1;
  const body = canonicalJson({ ...fields(entry, keys), seq, ts: new Date(entry.at).toISOString(), prev: head.h });
  const h = chainHash(keys.chain, head.h, body);
  return { line: `${body.slice(0, -1)},"h":"${h}"}`, head: { seq, h } };
}

/** HMAC-SHA256(key, previous hash ‖ canonical JSON without `h`), base64url: 43 characters. */
export function chainHash(key: Uint8Array, prev: string, body: string): string {
  return createHmac("sha256", key).update(prev, "latin1").update(body, "latin1").digest("base64url");
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
function fields(entry: AuditEntry, keys: AuditKeys): JsonObject {
  const { usage, cost } = entry;
  const counts: JsonObject = {
    ev: entry.event,
    model: entry.model,
    provider: entry.provider,
    in: usage?.inputTokens,
    cached: usage?.cacheReadTokens,
    cache_write: usage?.cacheWriteTokens,
    out: usage?.outputTokens,
    reasoning: usage?.reasoningTokens,
    estimated: usage?.estimated === true || cost?.estimated === true ? true : undefined,
    cost: cost?.usd,
    ms: entry.latencyMs,
    attempts: entry.attempts,
    outcome: entry.outcome.slice(0, DETAIL_LENGTH),
  };
  if (entry.incognito === true) return { ...counts, incognito: true };
  return {
    ...counts,
    conv: entry.conversationId,
    turn: entry.turnId,
    len: entry.promptLength ?? entry.promptText?.length,
    fp: entry.promptText === undefined ? undefined : fingerprint(entry.promptText, keys),
    alerts: entry.alerts?.map(({ rule, severity }) => ({ rule, severity })),
    client: entry.client,
    key: entry.keyId,
    detail: entry.detail?.slice(0, DETAIL_LENGTH),
  };
}

/** 64 bits under a key: equal prompts can be told, a prompt cannot be guessed from it without the key. */
function fingerprint(text: string, keys: AuditKeys): string {
  return createHmac("sha256", keys.fingerprint).update(text).digest("hex").slice(0, 16);
}
