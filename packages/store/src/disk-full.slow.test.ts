import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { addTurn, tempFolder, testWorld } from "../test/test-store.ts";
import { openAuditLog, openStore } from "./index.ts";

/** A 12 MB file system, or undefined where we may not mount one. */
function smallDisk(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const folder = tempFolder();
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=12m,mode=0700", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync("/bin/umount", ["-l", folder]);
  });
  return folder;
}

const disk = expect.objectContaining({
  code: "storage",
  retryable: true,
  message: expect.stringContaining("disk is full"),
});

test("on a full disk nothing acknowledged is lost, reading works, and writing goes on when there is space", (context) => {
  const folder = smallDisk();
  if (folder === undefined) return context.skip("no tmpfs can be mounted here");
  const world = testWorld();
  const options = { path: join(folder, "history.db"), now: world.now, newId: world.newId };
  const acknowledged: string[] = [];
  {
    using store = openStore(options);
    const { id } = store.conversations.create({ title: "filling up" });
    const fill = (): void => {
      for (let n = 0; n < 10_000; n += 1) {
        addTurn(store, id, { id: `t${n}`, question: `question ${n}`, answer: "words ".repeat(500) });
        acknowledged.push(`t${n}`);
      }
    };
    expect(fill).toThrow(disk);
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(() => store.conversations.create()).toThrow(disk);
    for (const turnId of acknowledged) expect(store.conversations.turn(turnId)?.status).toBe("complete");
    expect(store.conversations.search({ query: "question" }).items.length).toBeGreaterThan(0);
    expect(store.conversations.list().items).toHaveLength(1);
  }
  writeFileSync(join(folder, "more"), "");
  try {
    writeFileSync(join(folder, "more"), Buffer.alloc(12_000_000));
  } catch {
    // The point is that the last byte is taken.
  }
  {
    using store = openStore(options);
    expect(store.conversations.branch(store.conversations.list().items[0]?.id ?? "").length).toBeGreaterThan(50);
  }
  rmSync(join(folder, "more"));
  execFileSync("/bin/mount", ["-o", "remount,size=30m", folder]);
  using store = openStore(options);
  const { id } = store.conversations.create({ title: "there is space again" });
  addTurn(store, id, { id: "new", question: "does it work", answer: "yes" });
  expect(store.verify()).toEqual([]);
  for (const turnId of acknowledged) expect(store.conversations.turn(turnId)?.status).toBe("complete");
});

test("an audit record is written whole or not at all", (context) => {
  const folder = smallDisk();
  if (folder === undefined) return context.skip("no tmpfs can be mounted here");
  let head: { seq: number; h: string } | undefined;
  const checkpoint = { read: () => head, write: (to: { seq: number; h: string }) => void (head = to) };
  using log = openAuditLog({ directory: join(folder, "audit"), key: new Uint8Array(32), checkpoint });
  const entry = (n: number) =>
    ({ at: Date.UTC(2026, 0, 1), event: "call", outcome: "ok", detail: `${n} ${"x".repeat(250)}` }) as const;
  let written = 0;
  const fill = (): void => {
    for (; written < 100_000; written += 1) log.append(entry(written));
  };
  expect(fill).toThrow(disk);
  expect(written).toBeGreaterThan(1_000);
  expect(log.verify()).toMatchObject({ ok: true, records: written });
  execFileSync("/bin/mount", ["-o", "remount,size=30m", folder]);
  log.append(entry(written));
  expect(log.verify()).toMatchObject({ ok: true, records: written + 1 });
});
