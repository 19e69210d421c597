import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_KEYS, SampleVault } from "../../test/sample-vault.ts";
import { vaultProblem } from "../vault-error.ts";
import { restoreVault } from "./restore-vault.ts";
import { readEntry, writeEntry } from "./vault-contents.ts";

const PROBLEMS = /^(damaged|unsupported|wrong-key|locked)$/;

describe("a damaged vault of 2 KB", () => {
  let sample: SampleVault;
  let good: { readonly current: Buffer; readonly previous: Buffer };
  beforeAll(async () => {
    sample = await new SampleVault().create();
    good = sample.snapshot();
  });

  /** Reads, tries to write, and compares: no wrong key, no write, no loss of what came before. */
  const check = async (bytes: Buffer, what: string): Promise<void> => {
    sample.put(bytes);
    const vault = sample.open();
    const read = await readEntry(vault, "openai").catch(vaultProblem);
    expect(read, what).toMatch(PROBLEMS);
    const write = await writeEntry(vault, "openai", { secret: "sk-new", origin: "https://x.y", at: 1 }).catch(
      vaultProblem,
    );
    expect(write, what).toMatch(PROBLEMS);
    const after = sample.snapshot();
    expect(after.current.equals(bytes) && after.previous.equals(good.previous), what).toBe(true);
  };

  it("is refused at every length it can be cut to, and can be restored", async () => {
    expect(good.current.length).toBeGreaterThan(1_900);
    for (let length = 0; length < good.current.length; length++) {
      await check(good.current.subarray(0, length), `cut at ${length}`);
      if (length % 199 !== 0) continue;
      await restoreVault(sample.open(), { keyfile: sample.keyfile, platform: "linux" }, { now: () => length });
      // The previous generation lacked only the newest key.
      expect(await sample.keys()).toEqual({ ...SAMPLE_KEYS, groq: undefined });
      expect(readFileSync(`${sample.path}.set-aside-${length}`).equals(good.current.subarray(0, length))).toBe(true);
      writeFileSync(join(sample.directory, "vault.generation"), "");
    }
  });

  it.each([0x01, 0x80])("is refused with any one byte changed by %i", async (mask) => {
    for (let offset = 0; offset < good.current.length; offset++) {
      const bytes = Buffer.from(good.current);
      bytes[offset] = (bytes[offset] ?? 0) ^ mask;
      await check(bytes, `byte ${offset} changed by ${mask}`);
      expect(bytes.equals(good.current)).toBe(false);
    }
  });

  it("still opens when whole again", async () => {
    sample.put(good.current);
    expect(await sample.keys()).toEqual(SAMPLE_KEYS);
  });
});
