import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SAMPLE_KEYS, SampleVault } from "../../test/sample-vault.ts";
import { vaultProblem } from "../vault-error.ts";
import { restoreVault } from "./restore-vault.ts";
import { openEntry, openRoot } from "./vault-changes.ts";
import { readEntry, writeEntry } from "./vault-contents.ts";
import { renderVault } from "./vault-document.ts";
import { signVault } from "./vault-mac.ts";

describe("an exchanged vault", () => {
  it("does not accept entries swapped between any two providers", async () => {
    const sample = await new SampleVault().create();
    const { current } = sample.snapshot();
    const ids = Object.keys(SAMPLE_KEYS);
    for (const [a, b] of ids.flatMap((first, i) => ids.slice(i + 1).map((second) => [first, second] as const))) {
      const whole = JSON.parse(current.toString("utf8")) as { entries: Record<string, Record<string, unknown>> };
      const bodies = JSON.parse(current.toString("utf8")) as typeof whole;
      [whole.entries[a], whole.entries[b]] = [whole.entries[b] ?? {}, whole.entries[a] ?? {}];
      for (const field of ["n", "c", "gen"]) {
        const [first, second] = [bodies.entries[a] ?? {}, bodies.entries[b] ?? {}];
        [first[field], second[field]] = [second[field], first[field]];
      }
      for (const made of [whole, bodies]) {
        sample.put(`${JSON.stringify(made, null, 2)}\n`);
        expect(await readEntry(sample.open(), a).catch(vaultProblem)).toBe("damaged");
      }
    }
  });

  it("does not accept an entry, slots or a root from an older generation or another vault", async () => {
    const sample = await new SampleVault().create();
    const other = await new SampleVault().create();
    const old = JSON.parse(sample.snapshot().current.toString("utf8")) as Record<string, Record<string, unknown>>;
    await writeEntry(sample.open(), "openai", {
      secret: "sk-newer-0123456789",
      origin: "https://api.openai.example",
      at: 2,
    });
    const now = sample.snapshot().current.toString("utf8");
    const foreign = JSON.parse(other.snapshot().current.toString("utf8")) as typeof old;
    for (const donor of [old, foreign]) {
      for (const part of ["entries", "root", "mac"] as const) {
        const made = JSON.parse(now) as Record<string, unknown>;
        made[part] =
          part === "entries" ? { ...(made["entries"] as object), openai: donor["entries"]?.["openai"] } : donor[part];
        const text = `${JSON.stringify(made, null, 2)}\n`;
        // Storing a key leaves the root as it is.
        if (text === now) continue;
        sample.put(text);
        expect(await readEntry(sample.open(), "openai").catch(vaultProblem), part).toBe("damaged");
      }
    }
  });

  it("does not open a key under another provider, origin, generation or vault, even where the file is signed", async () => {
    const sample = await new SampleVault().create();
    const opened = await sample.open().read();
    if (opened === undefined) throw new Error("no vault");
    const { document, keys } = opened;
    const entry = document.entries.get("openai");
    const other = document.entries.get("groq");
    if (entry === undefined || other === undefined) throw new Error("no entry");
    const changes: readonly (readonly [string, typeof entry])[] = [
      ["openai", other],
      ["openai", { ...entry, origin: "https://evil.example" }],
      ["openai", { ...entry, gen: entry.gen + 1 }],
      ["evil", entry],
    ];
    for (const [provider, changed] of changes) {
      const forged = signVault({ ...document, entries: new Map(document.entries).set(provider, changed) }, keys.mac);
      sample.put(renderVault(forged));
      expect(await readEntry(sample.open(), provider).catch(vaultProblem)).toBe("damaged");
    }
    expect(() => openEntry({ ...document, id: "00000000-0000-4000-8000-000000000000" }, "openai", keys)).toThrow(
      "openai",
    );
    expect(() => openRoot({ ...document, id: "00000000-0000-4000-8000-000000000000" }, keys)).toThrow("root");
  });

  it("does not accept an older generation, unless told to", async () => {
    const sample = await new SampleVault().create();
    const old = sample.snapshot().current;
    await writeEntry(sample.open(), "openai", {
      secret: "sk-newer-0123456789",
      origin: "https://api.openai.example",
      at: 2,
    });
    sample.put(old);
    const vault = sample.open();
    expect(await readEntry(vault, "openai").catch(vaultProblem)).toBe("rolled-back");
    expect(await writeEntry(vault, "groq", { secret: "x", origin: "https://x.y", at: 1 }).catch(vaultProblem)).toBe(
      "rolled-back",
    );
    expect(sample.snapshot().current.equals(old)).toBe(true);
    const { generation } = await restoreVault(
      vault,
      { keyfile: sample.keyfile, platform: "linux" },
      { acceptOlder: true, now: Date.now },
    );
    expect(generation).toBe(7);
    expect(await sample.keys()).toEqual(SAMPLE_KEYS);
    await writeEntry(sample.open(), "openai", {
      secret: "sk-again-0123456789",
      origin: "https://api.openai.example",
      at: 3,
    });
  });

  it("notices a rollback even where the file beside the vault was rolled back too, by its further witness", async () => {
    const sample = await new SampleVault().create();
    let further: number | undefined;
    const witness = {
      read: async () => further,
      write: async (_: string, generation: number) => void (further = generation),
    };
    await writeEntry(sample.open({ witness }), "openai", {
      secret: "sk-one-0123456789",
      origin: "https://api.openai.example",
      at: 2,
    });
    for (const name of ["vault.json", "vault.generation"])
      copyFileSync(join(sample.directory, name), join(sample.directory, `${name}.copy`));
    await writeEntry(sample.open({ witness }), "openai", {
      secret: "sk-two-0123456789",
      origin: "https://api.openai.example",
      at: 3,
    });
    for (const name of ["vault.json", "vault.generation"])
      copyFileSync(join(sample.directory, `${name}.copy`), join(sample.directory, name));
    expect(await readEntry(sample.open({ witness }), "openai").catch(vaultProblem)).toBe("rolled-back");
  });

  it("says that it is gone, instead of starting anew, when only the previous generation is left", async () => {
    const sample = await new SampleVault().create();
    const { previous } = sample.snapshot();
    sample.put("");
    const { rmSync } = await import("node:fs");
    rmSync(sample.path);
    const vault = sample.open();
    for (const attempt of [vault.read(), vault.create([{ type: "keyfile", bytes: Buffer.alloc(32) }])]) {
      expect(await attempt.catch(vaultProblem)).toBe("damaged");
    }
    expect(existsSync(sample.path)).toBe(false);
    await restoreVault(vault, { keyfile: sample.keyfile, platform: "linux" }, { now: Date.now });
    expect(await sample.keys()).toEqual({ ...SAMPLE_KEYS, groq: undefined });
    expect(readFileSync(`${sample.path}.prev`).equals(previous)).toBe(true);
    expect(readdirSync(sample.directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});
