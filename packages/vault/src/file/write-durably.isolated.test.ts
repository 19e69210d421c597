import * as fs from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryDirectory } from "../../test/temporary-directory.ts";
import { vaultProblem } from "../vault-error.ts";
import { removeLeftovers, writeDurably } from "./write-durably.ts";

/** What reached the file system, in order; and which call shall fail, with what. */
const spy = vi.hoisted(() => ({
  steps: [] as { call: string; args: unknown[]; result: unknown }[],
  fail: {} as Record<string, string>,
}));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const watched = [
    "openSync",
    "writeFileSync",
    "fsyncSync",
    "closeSync",
    "linkSync",
    "copyFileSync",
    "renameSync",
    "rmSync",
  ] as const;
  const wrap =
    (call: (typeof watched)[number]) =>
    (...args: unknown[]): unknown => {
      const code = spy.fail[call];
      if (code !== undefined) throw Object.assign(new Error(`${code}: pretended`), { code });
      const result: unknown = (real[call] as (...each: unknown[]) => unknown)(...args);
      spy.steps.push({ call, args, result });
      return result;
    };
  return { ...real, ...Object.fromEntries(watched.map((call) => [call, wrap(call)])) };
});

const OLD = "generation 1\n";
const NEW = "generation 2\n";

/** A disk that keeps only what it was told to sync: contents by fsync of the file, names by fsync of the directory. */
class Disk {
  readonly names = new Map<string, number>();
  readonly contents = new Map<number, string>();
  /** Names changed since the directory was synced; each may or may not survive, on its own. */
  pending: (() => void)[] = [];

  survivors(): readonly Map<string, string>[] {
    const outcomes: Map<string, string>[] = [];
    for (let chosen = 0; chosen < 1 << this.pending.length; chosen++) {
      const before = new Map(this.names);
      this.pending.forEach((apply, i) => (chosen & (1 << i) ? apply() : undefined));
      outcomes.push(new Map([...this.names].map(([name, file]) => [name, this.contents.get(file) ?? ""])));
      this.names.clear();
      for (const [name, file] of before) this.names.set(name, file);
    }
    return outcomes;
  }
}

/** Plays the steps up to `count` onto a disk that held `files`, and gives all states a power cut could leave. */
function cutAfter(
  count: number,
  directory: string,
  files: Readonly<Record<string, string>>,
): readonly Map<string, string>[] {
  const disk = new Disk();
  const handles = new Map<number, { file: number; text: string; isDirectory: boolean }>();
  const live = new Map<string, number>();
  let next = 0;
  for (const [name, text] of Object.entries(files)) {
    live.set(name, next);
    disk.names.set(name, next);
    disk.contents.set(next++, text);
  }
  const local = (path: unknown): string => String(path).slice(directory.length + 1);
  const name = (path: string, file: number | undefined): void => {
    if (file === undefined) live.delete(path);
    else live.set(path, file);
    disk.pending.push(() => (file === undefined ? disk.names.delete(path) : disk.names.set(path, file)));
  };
  for (const { call, args, result } of spy.steps.slice(0, count)) {
    const [first, second] = args;
    if (call === "openSync" && first === directory)
      handles.set(Number(result), { file: -1, text: "", isDirectory: true });
    else if (call === "openSync") {
      name(local(first), next);
      handles.set(Number(result), { file: next++, text: "", isDirectory: false });
    } else if (call === "writeFileSync") Object.assign(handles.get(Number(first)) ?? {}, { text: String(second) });
    else if (call === "fsyncSync") {
      const handle = handles.get(Number(first));
      if (handle?.isDirectory) {
        for (const apply of disk.pending) apply();
        disk.pending = [];
      } else if (handle !== undefined) disk.contents.set(handle.file, handle.text);
    } else if (call === "linkSync") name(local(second), live.get(local(first)));
    else if (call === "renameSync") {
      name(local(second), live.get(local(first)));
      name(local(first), undefined);
    } else if (call === "rmSync" && live.has(local(first))) name(local(first), undefined);
  }
  return disk.survivors();
}

describe("a durable write", () => {
  afterEach(() => {
    spy.steps = [];
    spy.fail = {};
  });

  const prepare = (): { directory: string; path: string } => {
    const directory = temporaryDirectory();
    const path = join(directory, "vault.json");
    fs.writeFileSync(path, OLD, { mode: 0o600 });
    fs.writeFileSync(`${path}.prev`, "generation 0\n", { mode: 0o600 });
    spy.steps = [];
    return { directory, path };
  };

  it("leaves the old file or the new one, whole, wherever the power is cut", () => {
    const { directory, path } = prepare();
    writeDurably(path, NEW, { keepPreviousAs: `${path}.prev` });
    const steps = spy.steps.length;
    expect(steps).toBeGreaterThan(7);
    let states = 0;
    for (let cut = 0; cut <= steps; cut++) {
      for (const files of cutAfter(cut, directory, { "vault.json": OLD, "vault.json.prev": "generation 0\n" })) {
        states++;
        const { current, previous } = { current: files.get("vault.json"), previous: files.get("vault.json.prev") };
        expect([OLD, NEW]).toContain(current);
        expect(["generation 0\n", OLD]).toContain(previous);
        // Acknowledged is what has returned: from then on only the new one.
        if (cut === steps) expect([current, previous]).toEqual([NEW, OLD]);
      }
    }
    expect(states).toBeGreaterThan(50);
  });

  it("creates its temporary file exclusively and privately, and syncs it before it takes the name", () => {
    const { directory, path } = prepare();
    writeDurably(path, NEW, { keepPreviousAs: `${path}.prev` });
    const open = spy.steps.find(({ call }) => call === "openSync");
    expect(open?.args.slice(1)).toEqual(["wx", 0o600]);
    const order = spy.steps.map(({ call, args }) =>
      call === "openSync" && args[0] === directory ? "open directory" : call,
    );
    expect(order).toEqual([
      "openSync",
      "writeFileSync",
      "fsyncSync",
      "closeSync",
      "linkSync",
      "renameSync",
      "rmSync",
      "renameSync",
      "open directory",
      "fsyncSync",
      "closeSync",
    ]);
    expect(fs.readdirSync(directory).sort()).toEqual(["vault.json", "vault.json.prev"]);
  });

  it("copies the previous generation where there are no hard links", () => {
    const { directory, path } = prepare();
    spy.fail = { linkSync: "EPERM" };
    writeDurably(path, NEW, { keepPreviousAs: `${path}.prev` });
    expect(fs.readFileSync(`${path}.prev`, "utf8")).toBe(OLD);
    expect(fs.readFileSync(path, "utf8")).toBe(NEW);
    expect(fs.readdirSync(directory).sort()).toEqual(["vault.json", "vault.json.prev"]);
  });

  it.each([
    ["openSync", "EACCES", "permission denied"],
    ["writeFileSync", "ENOSPC", "the disk is full"],
    ["fsyncSync", "EIO", "EIO"],
    ["renameSync", "EROFS", "the file system is read-only"],
  ])("changes nothing when %s fails with %s", (call, code, reason) => {
    const { directory, path } = prepare();
    spy.fail = { [call]: code };
    let thrown: unknown;
    try {
      writeDurably(path, NEW, { keepPreviousAs: `${path}.prev` });
    } catch (error) {
      thrown = error;
    }
    spy.fail = {};
    expect(vaultProblem(thrown)).toBe("write-failed");
    expect(String(thrown)).toContain(reason);
    expect(fs.readFileSync(path, "utf8")).toBe(OLD);
    expect(fs.readFileSync(`${path}.prev`, "utf8")).toBe("generation 0\n");
    expect(fs.readdirSync(directory).sort()).toEqual(["vault.json", "vault.json.prev"]);
  });

  it("sweeps up what killed writers left, and nothing else", () => {
    const { directory, path } = prepare();
    for (const name of [
      "vault.json.0123456789ab.tmp",
      "vault.json.prev.0123456789ab.tmp",
      "vault.json.mine.tmp",
      "other.0123456789ab.tmp",
    ]) {
      fs.writeFileSync(join(directory, name), "");
    }
    removeLeftovers(path);
    expect(fs.readdirSync(directory).sort()).toEqual([
      "other.0123456789ab.tmp",
      "vault.json",
      "vault.json.mine.tmp",
      "vault.json.prev",
    ]);
  });
});
