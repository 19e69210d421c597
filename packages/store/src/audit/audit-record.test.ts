import type { AuditEntry } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { auditKeys, auditLine, chainHash, GENESIS, splitLine } from "./audit-record.ts";

const keys = auditKeys(new Uint8Array(32).fill(7));
const entry: AuditEntry = {
  at: Date.UTC(2026, 10, 28, 12, 0, 0, 5),
  event: "call",
  outcome: "ok",
  turnId: "t",
  conversationId: "c",
  client: "tool é 🎉 \u007f",
  keyId: "k",
  model: "m",
  provider: "p",
  usage: {
    inputTokens: 1,
    outputTokens: 2,
    cacheReadTokens: 3,
    cacheWriteTokens: 4,
    reasoningTokens: 5,
    estimated: true,
  },
  cost: { usd: 0.5 },
  latencyMs: 12.5,
  attempts: 1,
  promptLength: 4,
  promptText: "what",
  alerts: [{ rule: "r", severity: "low" }],
  detail: "d",
};

describe("auditLine", () => {
  it("is canonical: in ASCII, without blanks, its keys in order but for the hash of what stands before it", () => {
    const { line, head } = auditLine(entry, GENESIS, keys);
    expect(line).toMatch(/^[!-~ ]+$/);
    const record = JSON.parse(line) as Record<string, unknown>;
    const { h, ...rest } = record;
    expect(Object.keys(rest)).toEqual(Object.keys(rest).toSorted());
    expect(rest).toMatchObject({ client: entry.client, ts: "2026-11-28T12:00:00.005Z", seq: 0, prev: "" });
    expect(h).toBe(head.h);
    expect(splitLine(line)?.h).toBe(chainHash(keys.chain, GENESIS.h, splitLine(line)?.body ?? ""));
  });

  it("says each record's own time", () => {
    const times = [entry.at, entry.at, entry.at + 1, entry.at].map(
      (at) => (JSON.parse(auditLine({ ...entry, at }, GENESIS, keys).line) as { ts: string }).ts,
    );
    expect(times.map((time) => time.slice(-4))).toEqual(["005Z", "005Z", "006Z", "005Z"]);
  });
});
