import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_KEYS, SampleVault } from "../../test/sample-vault.ts";
import { PRIVATE_FILE, temporaryDirectory } from "../../test/temporary-directory.ts";
import { vaultProblem } from "../vault-error.ts";
import { parseVault } from "./parse-vault.ts";
import { openEntry } from "./vault-changes.ts";
import { readEntry, writeEntry } from "./vault-contents.ts";

const WRITER = fileURLToPath(new URL("../../test/vault-writer.ts", import.meta.url));
/** The full sizes (8 × 200, 100 kills) run with AIO_FULL_FAULTS=1; the default is a twentieth. */
const isFull = process.env["AIO_FULL_FAULTS"] !== undefined;

function start(sample: SampleVault, name: string, count: number): ChildProcess {
  return spawn(process.execPath, [WRITER, sample.directory, sample.keyfile, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly acknowledged: number }> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return new Promise((resolve) =>
    child.once("close", (code) => resolve({ code, acknowledged: text.split("\n").length - 1 })),
  );
}

describe("several writers", () => {
  const writers = 8;
  const writes = isFull ? 200 : 10;
  it(`keeps all of ${writers} × ${writes} keys`, { timeout: 300_000 }, async () => {
    const sample = await new SampleVault().create();
    const before = Object.keys(SAMPLE_KEYS).length;
    const children = Array.from({ length: writers }, (_, i) => ended(start(sample, `writer${i}`, writes)));
    for (const end of await Promise.all(children)) expect(end).toEqual({ code: 0, acknowledged: writes });
    const opened = await sample.open().read();
    expect(opened?.document.entries.size).toBe(writers * writes + before);
    expect(opened?.document.gen).toBe(writers * writes + before + 1);
    for (let i = 0; i < writers * writes; i++) {
      const id = `writer${i % writers}-${Math.floor(i / writers)}`;
      expect(opened && openEntry(opened.document, id, opened.keys)).toBe(`key-${id}`);
    }
    expect(await sample.keys()).toEqual(SAMPLE_KEYS);
  });
});

describe("a writer that is killed", () => {
  const kills = isFull ? 100 : 5;
  it(`loses nothing it acknowledged, ${kills} times`, { timeout: 300_000 }, async () => {
    const sample = await new SampleVault().create();
    let wasMidway = 0;
    for (let round = 0; round < kills; round++) {
      const child = start(sample, `round${round}`, 500);
      const end = ended(child);
      // Let it get going, then strike at an uneven moment.
      await new Promise((resolve) => child.stdout?.once("data", resolve));
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 23));
      child.kill("SIGKILL");
      const { acknowledged } = await end;
      const opened = await sample.open().read();
      const ids = [...(opened?.document.entries.keys() ?? [])].filter((id) => id.startsWith(`round${round}-`));
      expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
      expect(ids.length).toBeLessThanOrEqual(acknowledged + 1);
      if (ids.length < 500) wasMidway++;
      parseVault(readFileSync(`${sample.path}.prev`, "utf8"));
      // The lock died with its holder, and what it left behind is swept up by the next writer.
      const vault = sample.open();
      await vault.update((document) => ({
        ...document,
        gen: document.gen + 1,
        entries: new Map([...document.entries].filter(([id]) => !id.startsWith("round"))),
      }));
      expect(readdirSync(sample.directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    }
    expect(wasMidway).toBe(kills);
    expect(await sample.keys()).toEqual(SAMPLE_KEYS);
  });
});

describe("a directory that cannot be written", () => {
  const mount = join(temporaryDirectory(), "small");
  let isMounted = false;
  beforeAll(() => {
    mkdirSync(mount);
    try {
      execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", mount], { stdio: "ignore" });
      isMounted = true;
    } catch {
      // Only root may mount; the test below then says that it was skipped.
    }
  });
  afterAll(() => {
    if (isMounted) execFileSync("/bin/umount", [mount]);
  });

  it("keeps the vault when the disk is full, says so, and goes on when there is space", async (context) => {
    if (!isMounted) context.skip("mounting a small disk needs root");
    const sample = await new SampleVault().create();
    const onSmallDisk = sample.open({ directory: mount });
    await onSmallDisk.create([{ type: "keyfile", bytes: readFileSync(sample.keyfile) }]);
    await writeEntry(onSmallDisk, "openai", { secret: "sk-kept-0123456789", origin: "https://x.example", at: 1 });
    const before = readFileSync(join(mount, "vault.json"));
    fill(join(mount, "filler"));
    const attempt = await writeEntry(onSmallDisk, "groq", {
      secret: "sk-lost",
      origin: "https://x.example",
      at: 1,
    }).catch((error: unknown) => error);
    expect(vaultProblem(attempt)).toBe("write-failed");
    expect(attempt).toMatchObject({ code: "storage", message: expect.stringContaining("the disk is full") });
    expect(readFileSync(join(mount, "vault.json")).equals(before)).toBe(true);
    expect(readdirSync(mount).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const again = sample.open({ directory: mount });
    expect((await readEntry(again, "openai"))?.secret).toBe("sk-kept-0123456789");
    writeFileSync(join(mount, "filler"), "");
    await writeEntry(again, "groq", { secret: "sk-now-it-fits-01234", origin: "https://x.example", at: 1 });
    expect((await readEntry(sample.open({ directory: mount }), "groq"))?.secret).toBe("sk-now-it-fits-01234");
  });

  it("waits for another writer, then says who is in the way", async () => {
    const sample = await new SampleVault().create();
    const holder = sample.open();
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const held = holder.replace(async () => {
      hold();
      await isReleased;
      throw new Error("let go");
    });
    await isHeld;
    const waiting = sample.open({ lockWaitMs: 50 });
    expect(
      await writeEntry(waiting, "groq", { secret: "x", origin: "https://x.example", at: 1 }).catch(vaultProblem),
    ).toBe("busy");
    release();
    await expect(held).rejects.toThrow("let go");
    await writeEntry(waiting, "groq", { secret: "sk-after-the-wait-01", origin: "https://x.example", at: 1 });
    expect(statSync(sample.path).mode & 0o777).toBe(PRIVATE_FILE);
  });
});

function fill(path: string): void {
  for (const size of [65_536, 4_096, 512, 64, 1]) {
    for (;;) {
      try {
        writeFileSync(path, "x".repeat(size), { flag: "a" });
      } catch {
        break;
      }
    }
  }
}
