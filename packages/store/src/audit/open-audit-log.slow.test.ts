import {
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  appendFileSync,
  truncateSync,
  rmSync,
  mkdirSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AuditEntry } from "@ai-orchestrator/contract";
import { describe, expect, test } from "vitest";
import { runChild } from "../../test/run-child.ts";
import { filesHolding, PRIVATE_FILE, tempFolder } from "../../test/test-store.ts";
import { openAuditLog, type AuditHead, type OpenAuditLog } from "../index.ts";

const KEY = new Uint8Array(32).fill(9);

interface Kept {
  head: AuditHead | undefined;
}

function openLog(directory: string, kept: Kept = { head: undefined }): OpenAuditLog & { readonly kept: Kept } {
  const log = openAuditLog({
    directory,
    key: KEY,
    checkpoint: { read: () => kept.head, write: (head) => void (kept.head = head) },
  });
  return Object.assign(log, { kept });
}

function call(n: number, extra: Partial<AuditEntry> = {}): AuditEntry {
  const usage = { inputTokens: 10 + n, outputTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 2, reasoningTokens: 3 };
  return {
    at: Date.UTC(2026, 0, 1) + n * 3_600_000,
    event: "call",
    conversationId: `c${n}`,
    turnId: `t${n}`,
    model: "m",
    provider: "p",
    usage,
    cost: { usd: 0.01 },
    latencyMs: n,
    attempts: 1,
    outcome: "ok",
    promptText: `promptsecret ${n}`,
    ...extra,
  };
}

describe("records", () => {
  test("hold counts, names and a fingerprint, and never the prompt", () => {
    const directory = join(tempFolder(), "audit");
    using log = openLog(directory);
    log.append(
      call(1, { alerts: [{ rule: "r1", severity: "high" }], client: "cli", keyId: "k", detail: "naïve détail" }),
    );
    const [record] = log.list();
    expect(record).toEqual({
      alerts: [{ rule: "r1", severity: "high" }],
      attempts: 1,
      cache_write: 2,
      cached: 1,
      client: "cli",
      conv: "c1",
      cost: 0.01,
      detail: "naïve détail",
      ev: "call",
      fp: expect.stringMatching(/^[0-9a-f]{16}$/),
      in: 11,
      key: "k",
      len: 14,
      model: "m",
      ms: 1,
      out: 5,
      outcome: "ok",
      prev: "",
      provider: "p",
      reasoning: 3,
      seq: 0,
      ts: "2026-01-01T01:00:00.000Z",
      turn: "t1",
      h: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(filesHolding(directory, "promptsecret")).toEqual([]);
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(PRIVATE_FILE);
  });

  test("equal prompts have equal fingerprints, under another key others", () => {
    const fingerprints = [KEY, KEY, new Uint8Array(32).fill(8)].map((key) => {
      using log = openAuditLog({
        directory: join(tempFolder(), "audit"),
        key,
        checkpoint: { read: () => undefined, write: () => {} },
      });
      log.append(call(1));
      return log.list()[0]?.fp;
    });
    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect(fingerprints[2]).not.toBe(fingerprints[0]);
  });

  test("incognito keeps counts only", () => {
    using log = openLog(join(tempFolder(), "audit"));
    log.append(
      call(1, {
        incognito: true,
        detail: "d",
        client: "cli",
        keyId: "k",
        alerts: [{ rule: "r", severity: "low" }],
        promptLength: 5,
      }),
    );
    expect(Object.keys(log.list()[0] ?? {}).toSorted()).toEqual([
      "attempts",
      "cache_write",
      "cached",
      "cost",
      "ev",
      "h",
      "in",
      "incognito",
      "model",
      "ms",
      "out",
      "outcome",
      "prev",
      "provider",
      "reasoning",
      "seq",
      "ts",
    ]);
  });

  test("go to a file a month, go on after reopening, and are on disk soon with the checkpoint", async () => {
    const directory = join(tempFolder(), "audit");
    const kept: Kept = { head: undefined };
    {
      using log = openLog(directory, kept);
      for (let n = 0; n < 3; n += 1) log.append(call(n * 24 * 31));
      await log.flush();
      expect(kept.head?.seq).toBe(2);
    }
    using log = openLog(directory, kept);
    log.append(call(3 * 24 * 31));
    expect(readdirSync(directory).toSorted()).toEqual([
      "2026-01.jsonl",
      "2026-02.jsonl",
      "2026-03.jsonl",
      "2026-04.jsonl",
      "lock",
    ]);
    expect(log.verify()).toMatchObject({ ok: true, records: 4, head: { seq: 3 } });
    log.append(call(0));
    expect(readFileSync(join(directory, "2026-04.jsonl"), "utf8").trim().split("\n")).toHaveLength(2);
    expect(log.verify()).toMatchObject({ ok: true, records: 5 });
  });
});

describe("reading", () => {
  test("filters, totals and both exports", () => {
    using log = openLog(join(tempFolder(), "audit"));
    for (let n = 0; n < 10; n += 1)
      log.append(call(n, n % 2 === 0 ? {} : { model: "other", outcome: "rate_limited", cost: { usd: null } }));
    log.append({
      at: Date.UTC(2026, 5, 1),
      event: "credential",
      outcome: "set",
      detail: '=HYPERLINK("x"), with comma',
    });
    expect(log.list({ model: "other" })).toHaveLength(5);
    expect(log.list({ outcome: "ok", limit: 2 }).map((record) => record.turn)).toEqual(["t6", "t8"]);
    expect(log.list({ from: "2026-02-01" }).map((record) => record.ev)).toEqual(["credential"]);
    expect(log.list({ until: "2026-01-01T03:00:00.000Z" })).toHaveLength(3);
    expect(log.stats()).toMatchObject({
      records: 11,
      calls: 10,
      usd: 0.05,
      unknownCostCalls: 5,
      byOutcome: { ok: 5, rate_limited: 5 },
      byModel: { m: 5, other: 5 },
      inputTokens: 145,
    });
    const csv = [...log.export("csv")].join("");
    expect(csv.split("\r\n")).toHaveLength(13);
    expect(csv).toContain(`"'=HYPERLINK(""x""), with comma"`);
    expect(JSON.parse([...log.export("json")].join(""))).toEqual(log.list());
    expect(JSON.parse([...log.export("json", { model: "nothing" })].join(""))).toEqual([]);
  });

  test("an empty log is sound", () => {
    using log = openLog(join(tempFolder(), "audit"));
    expect(log.verify()).toMatchObject({ ok: true, records: 0 });
    expect(log.list()).toEqual([]);
  });
});

describe("tampering", () => {
  const RECORDS = 60;

  function written(): { directory: string; kept: Kept; files: readonly string[] } {
    const directory = join(tempFolder(), "audit");
    const kept: Kept = { head: undefined };
    using log = openLog(directory, kept);
    for (let n = 0; n < RECORDS; n += 1) log.append(call(n * 36));
    return {
      directory,
      kept,
      files: readdirSync(directory)
        .filter((name) => name.endsWith(".jsonl"))
        .toSorted(),
    };
  }

  /** All lines of all files, as [file, line]. */
  type Lines = [file: string, line: string][];
  type Tamper = (lines: Lines, at: number, other: number, random: () => number) => Lines;

  const TAMPERS: Readonly<Record<string, Tamper>> = {
    edit: (lines, at, _other, random) =>
      lines.map(([file, line], index) => [file, index === at ? flip(line, random) : line]),
    "edit a number": (lines, at) =>
      lines.map(([file, line], index) => [file, index === at ? line.replace(/"in":\d+/, '"in":1') : line]),
    drop: (lines, at) => lines.filter((_, index) => index !== at),
    swap: (lines, at, other) =>
      lines.map((entry, index) =>
        index === at ? [entry[0], lines[other]?.[1] ?? ""] : index === other ? [entry[0], lines[at]?.[1] ?? ""] : entry,
      ),
    truncate: (lines, at) => lines.slice(0, at),
    "cut a line": (lines, at, _other, random) =>
      lines
        .slice(0, at + 1)
        .map(([file, line], index) => [file, index === at ? line.slice(0, Math.floor(random() * line.length)) : line]),
    restamp: (lines, at) =>
      lines.map(([file, line], index) => [
        file,
        index === at ? line.replace(/"ts":"2026-0(\d)/, '"ts":"2025-0$1') : line,
      ]),
    duplicate: (lines, at) => lines.flatMap((entry, index) => (index === at ? [entry, entry] : [entry])),
    "repeat elsewhere": (lines, at, other) => lines.toSpliced(other, 0, lines[at] ?? ["", ""]),
    insert: (lines, at) =>
      lines.toSpliced(at, 0, [
        lines[at]?.[0] ?? "",
        '{"ev":"call","outcome":"ok","prev":"","seq":1,"ts":"2026-01-01T00:00:00.000Z","h":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}',
      ]),
    "insert nonsense": (lines, at) => lines.toSpliced(at, 0, [lines[at]?.[0] ?? "", "nonsense"]),
    "blank line": (lines, at) => lines.toSpliced(at, 0, [lines[at]?.[0] ?? "", ""]),
    "drop a stretch": (lines, at, other) =>
      lines.filter((_, index) => index < Math.min(at, other) || index > Math.max(at, other)),
    "drop the beginning": (lines, at) => lines.slice(at + 1),
  };

  function flip(line: string, random: () => number): string {
    const at = Math.floor(random() * line.length);
    const code = line.charCodeAt(at) ^ (1 << Math.floor(random() * 7));
    return line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
  }

  function read(directory: string, files: readonly string[]): Lines {
    return files.flatMap((file) =>
      readFileSync(join(directory, file), "latin1")
        .split("\n")
        .slice(0, -1)
        .map((line): [string, string] => [file, line]),
    );
  }

  function write(directory: string, files: readonly string[], lines: Lines): void {
    for (const file of files) {
      const own = lines.filter(([name]) => name === file).map(([, line]) => `${line}\n`);
      writeFileSync(join(directory, file), own.join(""), "latin1");
    }
  }

  test("each of 280 random changes is found, where it is", () => {
    const { directory, kept, files } = written();
    const original = read(directory, files);
    let seed = 1;
    const random = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    let tried = 0;
    for (const [kind, tamper] of Object.entries(TAMPERS)) {
      for (let round = 0; round < 20; round += 1) {
        const at = Math.floor(random() * RECORDS);
        const other = (at + 1 + Math.floor(random() * (RECORDS - 1))) % RECORDS;
        const changed = tamper(
          original.map(([file, line]) => [file, line]),
          at,
          other,
          random,
        );
        write(directory, files, changed);
        using log = openLog(directory, { head: kept.head });
        const result = log.verify();
        expect({ kind, at, other, ok: result.ok, reason: result.firstBad?.reason }).toMatchObject({
          ok: false,
          reason: expect.any(String),
        });
        const firstChanged = changed.findIndex(
          ([file, line], index) => original[index]?.[0] !== file || original[index]?.[1] !== line,
        );
        const [file, line] = placeOf(changed, firstChanged === -1 ? changed.length - 1 : firstChanged);
        if (changed.length > 0) expect({ kind, at, other, ...result.firstBad }).toMatchObject({ file, line });
        tried += 1;
      }
    }
    expect(tried).toBe(280);
    write(directory, files, original);
    using log = openLog(directory, kept);
    expect(log.verify()).toMatchObject({ ok: true, records: RECORDS });
  });

  function placeOf(lines: Lines, index: number): [string | undefined, number] {
    const file = lines[index]?.[0];
    return [file, lines.slice(0, index + 1).filter(([name]) => name === file).length];
  }

  test("whole files that vanish, change places or are emptied are found", () => {
    const { directory, kept, files } = written();
    const contents = files.map((file) => readFileSync(join(directory, file)));
    const restore = (): void =>
      files.forEach((file, index) => writeFileSync(join(directory, file), contents[index] ?? ""));
    const ok = (): boolean => {
      using log = openLog(directory, { head: kept.head });
      return log.verify().ok;
    };
    for (const file of files) {
      rmSync(join(directory, file));
      expect(ok()).toBe(false);
      restore();
    }
    writeFileSync(join(directory, files[0] ?? ""), contents[1] ?? "");
    writeFileSync(join(directory, files[1] ?? ""), contents[0] ?? "");
    expect(ok()).toBe(false);
    restore();
    rmSync(directory, { recursive: true });
    expect(ok()).toBe(false);
    mkdirSync(directory);
    restore();
    expect(ok()).toBe(true);
  });

  test("a cut-off end stays visible however much is appended after it", async () => {
    const { directory, kept, files } = written();
    write(directory, files, read(directory, files).slice(0, 50));
    using log = openLog(directory, kept);
    for (let n = 0; n < 100; n += 1) log.append(call(3_000 + n));
    await log.flush();
    const result = log.verify();
    expect(result).toMatchObject({ ok: false, firstBad: { reason: expect.stringContaining("cut off") } });
  });

  test("another key, a lost checkpoint and a forged one do not verify", () => {
    const { directory, kept } = written();
    using other = openAuditLog({
      directory,
      key: new Uint8Array(32),
      checkpoint: { read: () => kept.head, write: () => {} },
    });
    expect(other.verify()).toMatchObject({ ok: false, firstBad: { line: 1 } });
    expect(openLog(directory).verify()).toMatchObject({
      ok: false,
      firstBad: { reason: expect.stringContaining("checkpoint") },
    });
    expect(openLog(directory, { head: { seq: RECORDS - 1, h: "x" } }).verify().ok).toBe(false);
    expect(openLog(directory, { head: { seq: RECORDS, h: kept.head?.h ?? "" } }).verify().ok).toBe(false);
  });

  test("a write cut off by power loss is told from tampering, and the log goes on", () => {
    const { directory, kept, files } = written();
    const last = join(directory, files.at(-1) ?? "");
    const lines = readFileSync(last, "latin1").split("\n");
    // The record after the checkpoint reached the disk in part.
    kept.head = { seq: RECORDS - 2, h: String(JSON.parse(lines.at(-3) ?? "{}").h) };
    truncateSync(last, statSync(last).size - 40);
    using log = openLog(directory, kept);
    log.append(call(4_000));
    expect(log.verify()).toMatchObject({ ok: true, tornLines: 1, records: RECORDS + 1 });
    appendFileSync(last, "garbage");
    expect(openLog(directory, kept).verify()).toMatchObject({ ok: false });
  });
});

describe("several processes", () => {
  test("write one unbroken chain", { timeout: 30_000 }, async () => {
    const directory = join(tempFolder(), "audit");
    const children = ["a", "b", "c", "d"].map((name) => runChild("audit-worker.ts", [directory, name, "250"]));
    for (const child of children) expect(await child.ended).toMatchObject({ code: 0, errors: "" });
    using log = openLog(directory);
    const last = log.list({ limit: 1 })[0];
    log.kept.head = { seq: last?.seq ?? -1, h: last?.h ?? "" };
    expect(log.verify()).toMatchObject({ ok: true, records: 1_000 });
  });

  test("killed at random points lose no record they wrote", { timeout: 60_000 }, async () => {
    const directory = join(tempFolder(), "audit");
    const told: string[] = [];
    for (let run = 0; run < 6; run += 1) {
      const child = runChild("audit-worker.ts", [directory, `run${run}`]);
      await child.waitFor(() => true);
      await sleep(Math.random() * 60);
      child.process.kill("SIGKILL");
      await child.ended;
      told.push(...child.lines());
    }
    using log = openLog(directory);
    const records = log.list({ limit: 1_000_000 });
    log.kept.head = { seq: records.at(-1)?.seq ?? -1, h: records.at(-1)?.h ?? "" };
    expect(log.verify()).toMatchObject({ ok: true });
    const present = new Set(records.map((record) => record.turn));
    expect(told.filter((turn) => !present.has(turn))).toEqual([]);
  });
});
