import { describe, expect, it } from "vitest";
import { ChainFixture } from "../../test/chain-fixture.ts";
import { vaultProblem } from "../vault-error.ts";

const PASSPHRASE = "four words of nonsense";
const problemOf = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => "resolved", vaultProblem);

describe("export and import", () => {
  it("carries all stored keys with their origins to another machine, but none of the environment's", async () => {
    const from = new ChainFixture();
    from.env["GROQ_API_KEY"] = "gsk_env0123456789abcdef";
    await from.fileChain();
    const chain = from.chain({ keyfile: from.keyfile });
    await chain.set("openai", "sk-ring-0123456789abcdef", {});
    await chain.set("openai", "sk-shadowed-0123456789", { to: "file" });
    await chain.set("anthropic", "sk-ant-file-0123456789", { to: "file", origin: "https://proxy.example" });
    const { text, providers } = await chain.exportEncrypted(PASSPHRASE);
    expect(providers).toEqual(["anthropic", "openai"]);
    expect(text).not.toMatch(/0123456789|openai|proxy/);

    const to = new ChainFixture();
    const other = await to.fileChain();
    expect(await other.importEncrypted(text, PASSPHRASE)).toEqual([
      { provider: "openai", outcome: "added", source: "file" },
      { provider: "anthropic", outcome: "added", source: "file" },
    ]);
    expect((await other.get("openai", { origin: "https://api.openai.com" }))?.value.reveal()).toBe(
      "sk-ring-0123456789abcdef",
    );
    expect(await other.get("anthropic", { origin: "https://proxy.example" })).toMatchObject({ source: "file" });
    await other.set("openai", "sk-present-0123456789", {});
    expect(await other.importEncrypted(text, PASSPHRASE)).toMatchObject([{ outcome: "kept" }, { outcome: "kept" }]);
    expect((await other.find("openai"))?.value.reveal()).toBe("sk-present-0123456789");
    expect(await other.importEncrypted(text, PASSPHRASE, { overwrite: true })).toMatchObject([
      { outcome: "replaced" },
      { outcome: "replaced" },
    ]);
    expect((await other.find("openai"))?.value.reveal()).toBe("sk-ring-0123456789abcdef");
  });

  it("does not open with another passphrase, a changed text, or parameters out of bounds", async () => {
    const chain = await new ChainFixture().fileChain();
    await chain.set("openai", "sk-file-0123456789abcdef", {});
    const { text } = await chain.exportEncrypted(PASSPHRASE);
    const bundle = JSON.parse(text) as { kdf: Record<string, unknown>; c: string; n: string };
    const changed = (change: object): string => JSON.stringify({ ...bundle, ...change });
    const open = (source: string, passphrase = PASSPHRASE): Promise<unknown> =>
      problemOf(chain.importEncrypted(source, passphrase, { overwrite: true }));
    expect(await open(text, "another passphrase")).toBe("wrong-key");
    expect(
      await open(
        changed({ c: `A${bundle.c.slice(1)}` === bundle.c ? `B${bundle.c.slice(1)}` : `A${bundle.c.slice(1)}` }),
      ),
    ).toBe("wrong-key");
    expect(await open(changed({ kdf: { ...bundle.kdf, t: 2 } }))).toBe("wrong-key");
    for (const kdf of [
      { m: 8 },
      { m: 1_048_577 },
      { t: 1 },
      { t: 21 },
      { p: 0 },
      { p: 17 },
      { alg: "scrypt" },
      { salt: 5 },
    ]) {
      expect(await open(changed({ kdf: { ...bundle.kdf, ...kdf } }))).toBe("unsupported");
    }
    for (const [source, problem] of [
      ["", "invalid"],
      ["null", "invalid"],
      ["{}", "invalid"],
      [changed({ v: 2 }), "unsupported"],
      [changed({ n: 1 }), "damaged"],
      [changed({ n: "AA" }), "wrong-key"],
      [changed({ kdf: null }), "unsupported"],
      [changed({ kdf: { ...bundle.kdf, salt: "AA" } }), "damaged"],
    ]) {
      expect(await open(source ?? "")).toBe(problem);
    }
    expect(await problemOf(chain.exportEncrypted("short"))).toBe("invalid");
  });

  it("refuses to export what it cannot read, rather than leave it out", async () => {
    const fixture = new ChainFixture();
    await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
    fixture.mood = "locked";
    expect(await problemOf(fixture.chain().exportEncrypted(PASSPHRASE))).toBe("locked");
  });
});

describe("checkpoints", () => {
  it("are kept in a keychain that is known to work, and are no credentials", async () => {
    const fixture = new ChainFixture();
    const chain = fixture.chain();
    expect(chain.checkpoints.isKept()).toBe(false);
    expect(await chain.checkpoints.write("audit", "1 aaa")).toBe(false);
    expect(fixture.starts).toBe(0);
    await chain.refresh();
    expect(chain.checkpoints.isKept()).toBe(true);
    expect(await chain.checkpoints.read("audit")).toEqual({ state: "available" });
    expect(await chain.checkpoints.write("audit", "1 aaa")).toBe(true);
    expect(await fixture.chain().checkpoints.write("audit", "2 bbb")).toBe(true);
    expect(await chain.checkpoints.read("audit")).toEqual({ state: "available", value: "2 bbb" });
    expect(await chain.checkpoints.read("other")).toEqual({ state: "available" });
    await chain.refresh();
    expect(chain.peek().providers.size).toBe(0);
  });

  it.each(["locked", "mute", "gone"] as const)("are not taken for missing where the keychain is %s", async (mood) => {
    const fixture = new ChainFixture();
    const chain = fixture.chain();
    await chain.refresh();
    await chain.checkpoints.write("audit", "1 aaa");
    fixture.mood = mood;
    const quick = fixture.chain({
      keychain: { entry: new URL("../../test/file-keychain-child.ts", import.meta.url), timeoutMs: 1500 },
    });
    const state = { locked: "locked", mute: "hangs", gone: "absent" }[mood];
    expect(await quick.checkpoints.read("audit")).toMatchObject({ state, reason: expect.any(String) as string });
    expect(await quick.checkpoints.write("audit", "2 bbb")).toBe(false);
  });

  it("are refused where they are no plain line, and not kept where there is no keychain", async () => {
    const chain = new ChainFixture().chain({ keychain: false });
    expect(await chain.checkpoints.write("audit", "1 aaa")).toBe(false);
    expect(await chain.checkpoints.read("audit")).toMatchObject({ state: "absent" });
    expect(await problemOf(chain.checkpoints.write("audit", "two\nlines"))).toBe("invalid");
  });
});
