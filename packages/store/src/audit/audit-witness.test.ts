import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { SILENT_LOGGER, type AuditEntry } from "@ai-orchestrator/contract";
import { describe, expect, it, onTestFinished } from "vitest";
import { tempFolder } from "../../test/test-store.ts";
import type { AuditHead } from "./audit-record.ts";
import type { AuditWitnessPlace } from "./audit-witness.ts";
import { openAuditLog, type OpenAuditLog } from "./open-audit-log.ts";

const KEY = Buffer.alloc(32, 7);

/** A keychain of chosen mood, which counts what it is told. */
class Place implements AuditWitnessPlace {
  readonly name = "the keychain";
  value: string | undefined;
  state = "available";
  told = 0;
  due = true;
  read = async (): ReturnType<AuditWitnessPlace["read"]> =>
    this.state === "available"
      ? { state: "available", ...(this.value === undefined ? {} : { value: this.value }) }
      : { state: this.state, reason: `it is ${this.state}` };
  write = async (line: string): Promise<boolean> => {
    if (this.state !== "available") return false;
    this.told += 1;
    this.value = line;
    return true;
  };
  isDue = (): boolean => this.due;
}

/** A data folder: the log, and the head beside it. */
class Folder {
  readonly path = tempFolder();
  readonly log = join(this.path, "audit");
  head: AuditHead | undefined;

  open(witness: Place, key: Uint8Array = KEY): OpenAuditLog {
    const log = openAuditLog({
      directory: this.log,
      key,
      logger: SILENT_LOGGER,
      checkpoint: { read: () => this.head, write: (head) => void (this.head = head) },
      witness,
    });
    onTestFinished(() => log[Symbol.dispose]());
    return log;
  }
}

const entry = (minute: number, outcome = "ok"): AuditEntry => ({
  at: Date.UTC(2026, 0, 1, 0, minute),
  event: "call",
  outcome,
  model: "m",
});

async function write(folder: Folder, place: Place, count: number, outcome?: string): Promise<void> {
  const log = folder.open(place);
  log.appendAll(Array.from({ length: count }, (_, minute) => entry(minute, outcome)));
  await log.flush();
  await log.attest();
  log[Symbol.dispose]();
}

async function verify(folder: Folder, place: Place, key?: Uint8Array): ReturnType<typeof verifyLog> {
  return verifyLog(folder.open(place, key));
}

async function verifyLog(log: OpenAuditLog): Promise<ReturnType<OpenAuditLog["verify"]>> {
  return log.verify(await log.consult());
}

describe("the audit log's head, kept outside the data folder", () => {
  it("is told when it is due, and agrees", async () => {
    const [folder, place] = [new Folder(), new Place()];
    await write(folder, place, 5);
    expect(place.told).toBe(1);
    place.due = false;
    await write(folder, place, 5);
    expect(place.told).toBe(1);
    expect(await verify(folder, place)).toMatchObject({
      ok: true,
      records: 10,
      checkpoints: [
        { place: "the checkpoint", state: "agrees", seq: 9 },
        { place: "the keychain", state: "agrees", seq: 4 },
      ],
    });
    place.due = true;
    await write(folder, place, 1);
    expect(await verify(folder, place)).toMatchObject({ ok: true, checkpoints: [{}, { state: "agrees", seq: 10 }] });
  });

  it("shows a folder rolled back as a whole, and is not told over it however long the log grows again", async () => {
    const [folder, place] = [new Folder(), new Place()];
    await write(folder, place, 3);
    const [file, old] = [join(folder.log, "2026-01.jsonl"), folder.head];
    mkdirSync(join(folder.path, "backup"));
    copyFileSync(file, join(folder.path, "backup", "log"));
    await write(folder, place, 5);
    copyFileSync(join(folder.path, "backup", "log"), file);
    folder.head = old;
    expect(await verify(folder, place)).toMatchObject({
      ok: false,
      firstBad: { reason: expect.stringMatching(/the keychain knows record 7: the end was cut off/) as string },
      checkpoints: [
        { place: "the checkpoint", state: "agrees", seq: 2 },
        { place: "the keychain", state: "disagrees", seq: 7 },
      ],
    });
    await write(folder, place, 20, "harmless");
    expect(await verify(folder, place)).toMatchObject({
      ok: false,
      firstBad: { reason: "record 7 is not the one the keychain names" },
      checkpoints: [{ state: "unchecked" }, { state: "disagrees", seq: 7 }],
    });
  });

  it("shows a folder that was emptied, or begun anew under another key", async () => {
    const [folder, place] = [new Folder(), new Place()];
    await write(folder, place, 3);
    rmSync(folder.log, { recursive: true });
    folder.head = undefined;
    expect(await verify(folder, place)).toMatchObject({
      ok: false,
      firstBad: { reason: "the log is empty, but the keychain knows record 2: the end was cut off" },
    });
    const other = Buffer.alloc(32, 8);
    const log = folder.open(place, other);
    log.append(entry(1));
    await log.flush();
    await log.attest();
    expect(await verify(folder, place, other)).toMatchObject({
      ok: false,
      records: 1,
      firstBad: { reason: expect.stringContaining("the keychain knows another log, up to record 2") as string },
    });
  });

  it("counts anew once a person accepts the log, which the log then tells", async () => {
    const [folder, place] = [new Folder(), new Place()];
    await write(folder, place, 3);
    const { value } = place;
    await write(folder, place, 3);
    truncateSync(join(folder.log, "2026-01.jsonl"), firstLines(join(folder.log, "2026-01.jsonl"), 2));
    folder.head = JSON.parse(`{"seq":1,"h":"${hashOf(join(folder.log, "2026-01.jsonl"), 1)}"}`) as AuditHead;
    expect((await verify(folder, place)).ok).toBe(false);
    const log = folder.open(place);
    expect(await log.accept("restored from a backup")).toBe(true);
    expect(place.value).not.toBe(value);
    expect(await verifyLog(log)).toMatchObject({
      ok: true,
      records: 3,
      checkpoints: [{}, { state: "agrees", seq: 2 }],
    });
    expect(log.list().at(-1)).toMatchObject({ outcome: "checkpoint-accepted", detail: "restored from a backup" });
    place.state = "locked";
    expect(await log.accept("again")).toBe(false);
  });

  it.each(["absent", "locked", "hangs", "failed"])("is not missed where the keychain is %s", async (state) => {
    const [folder, place] = [new Folder(), new Place()];
    place.state = state;
    await write(folder, place, 3);
    expect(await verify(folder, place)).toMatchObject({
      ok: true,
      checkpoints: [{ state: "agrees" }, { state: "unreachable", reason: `it is ${state}` }],
    });
  });

  it("is found in a log of several files and many blocks", async () => {
    const [folder, place] = [new Folder(), new Place()];
    const log = folder.open(place);
    log.appendAll(Array.from({ length: 2000 }, (_, minute) => entry(minute)));
    await log.flush();
    await log.attest();
    const known = place.value;
    log.appendAll(
      Array.from({ length: 2000 }, (_, day) => entry(60 * 24 * (31 + (day % 28)))).toSorted((a, b) => a.at - b.at),
    );
    await log.flush();
    await log.attest();
    expect(place.value).not.toBe(known);
    expect(await verifyLog(log)).toMatchObject({ ok: true, records: 4000 });
  });

  it("says so where the keychain keeps something else under its name", async () => {
    const [folder, place] = [new Folder(), new Place()];
    place.value = "nonsense";
    await write(folder, place, 1);
    expect(place.told).toBe(0);
    expect((await verify(folder, place)).checkpoints[1]).toMatchObject({ state: "unreachable" });
  });
});

function firstLines(file: string, count: number): number {
  return readFileSync(file, "utf8").split("\n").slice(0, count).join("\n").length + 1;
}

function hashOf(file: string, line: number): string {
  return (JSON.parse(readFileSync(file, "utf8").split("\n")[line] ?? "{}") as { h: string }).h;
}
