// Usage: node bench/audit/bench.ts [records]     (default 300000)
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry } from "@ai-orchestrator/contract";
import { openAuditLog, type AuditHead } from "../../packages/store/src/index.ts";

const records = Number(process.argv[2] ?? 300_000);
const folder = mkdtempSync(join(tmpdir(), "aio-audit-bench-"));
try {
  run();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(): void {
  let head: AuditHead | undefined;
  const directory = join(folder, "audit");
  using log = openAuditLog({
    directory,
    key: new Uint8Array(32).fill(1),
    checkpoint: { read: () => head, write: (to) => void (head = to) },
  });
  const append = perRecord(() => {
    for (let n = 0; n < records; n += 1) log.append(entry(n));
  });
  let ok = false;
  const verify = perRecord(() => {
    ok = log.verify().ok;
  });
  const stats = perRecord(() => void log.stats());
  const floorAppend = perRecord(() => {
    for (let n = 0; n < records; n += 1) appendFileSync(join(folder, "plain.jsonl"), `${JSON.stringify(entry(n))}\n`);
  });
  const floorRead = perRecord(() => {
    for (const name of readdirSync(directory)) {
      for (const line of readFileSync(join(directory, name), "latin1").split("\n")) if (line !== "") JSON.parse(line);
    }
  });
  console.log(`${records.toLocaleString("en")} records, sound: ${ok}\n`);
  console.log("| | µs a record | records/s | floor µs | ratio |\n|---|---|---|---|---|");
  row("append (lock, chain, fingerprint, write)", append, ["appendFileSync of plain JSON", floorAppend]);
  row("verify the whole chain", verify, ["JSON.parse of every line", floorRead]);
  row("stats", stats, ["JSON.parse of every line", floorRead]);
}

function entry(n: number): AuditEntry {
  const usage = { inputTokens: 812, outputTokens: 233, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 12 };
  return {
    at: Date.UTC(2026, 0, 1) + n * 20_000,
    event: "call",
    conversationId: `01961e9b-3c1f-7c50-8f2a-${String(n).padStart(12, "0")}`,
    turnId: `01961e9b-3c20-7f1e-9a77-${String(n).padStart(12, "0")}`,
    model: "claude-sonnet-4.5",
    provider: "anthropic",
    usage,
    cost: { usd: 0.0123 },
    latencyMs: 2_345,
    attempts: 1,
    outcome: "ok",
    promptText: `a prompt of ordinary length, number ${n}, which nobody will find in the log `.repeat(3),
    client: "cli",
  };
}

function perRecord(work: () => void): number {
  const start = performance.now();
  work();
  return ((performance.now() - start) * 1000) / records;
}

function row(what: string, micros: number, [floor, floorMicros]: readonly [string, number]): void {
  console.log(
    `| ${what} | ${micros.toFixed(1)} | ${Math.round(1e6 / micros).toLocaleString("en")} | ${floorMicros.toFixed(1)} (${floor}) | ${(micros / floorMicros).toFixed(1)} |`,
  );
}
