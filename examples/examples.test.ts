import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const folder = import.meta.dirname;

describe("examples", () => {
  it.each(readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name)))(
    "%s runs and says something",
    async (name) => {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [path.join(folder, name)], {
        timeout: 25_000,
      });
      expect(stdout.trim()).not.toBe("");
      expect(stderr).toBe("");
    },
  );
});
