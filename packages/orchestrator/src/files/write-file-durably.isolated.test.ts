import type * as fs from "node:fs";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { writeFileDurably } from "./write-file-durably.ts";

/** What syncing answers, file first, then its folder. */
const disk = vi.hoisted(() => ({ answers: [] as (string | undefined)[] }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const fsyncSync = (handle: number): void => {
    const code = disk.answers.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    real.fsyncSync(handle);
  };
  return { ...real, fsyncSync };
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "aio-durable-"));
  file = path.join(folder, "config.json");
  writeFileDurably(file, "old");
});
afterEach(() => {
  disk.answers = [];
  rmSync(folder, { recursive: true, force: true });
});

it("replaces the whole file and leaves nothing beside it", () => {
  const text = "new ".repeat(500_000);
  writeFileDurably(file, text);
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(readdirSync(folder)).toEqual(["config.json"]);
});

it("keeps the old file, and no half of the new one, where the disk fails", () => {
  disk.answers = ["EIO"];
  expect(() => writeFileDurably(file, "new")).toThrow(expect.objectContaining({ code: "storage" }));
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["config.json"]);
});

it.skipIf(process.platform === "win32")("writes where folders cannot be synced, as on some network disks", () => {
  disk.answers = [undefined, "EINVAL"];
  writeFileDurably(file, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
});
