import type * as fs from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { tempFolder } from "../../test/test-store.ts";
import { syncFolder } from "./private-file.ts";

const disk = vi.hoisted(() => ({ answer: undefined as string | undefined }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const fsyncSync = (descriptor: number): void => {
    if (disk.answer !== undefined) throw Object.assign(new Error(disk.answer), { code: disk.answer });
    real.fsyncSync(descriptor);
  };
  return { ...real, fsyncSync };
});
afterEach(() => {
  disk.answer = undefined;
});

test.skipIf(process.platform === "win32")(
  "a file system that cannot sync folders is used, one that fails is not",
  () => {
    const folder = tempFolder();
    for (const answer of [undefined, "EINVAL", "ENOTSUP"]) {
      disk.answer = answer;
      expect(() => syncFolder(folder)).not.toThrow();
    }
    disk.answer = "EIO";
    expect(() => syncFolder(folder)).toThrow("EIO");
  },
);
