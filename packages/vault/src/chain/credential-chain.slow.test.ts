import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ChainFixture } from "../../test/chain-fixture.ts";
import { createKeyfile } from "../file/slot-keys.ts";
import { vaultProblem } from "../vault-error.ts";

const OPENAI = { origin: "https://api.openai.com" };
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => expect.fail(`resolved with ${inspect(value)}`),
    (error: unknown) => error,
  );

describe("where a key is looked for", () => {
  it("takes memory before keychain before file before environment, and always says which", async () => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    const chain = await fixture.fileChain({
      keychain: { entry: new URL("../../test/file-keychain-child.ts", import.meta.url), timeoutMs: 20_000 },
    });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "environment", sourceDetail: "OPENAI_API_KEY" });
    await chain.set("openai", "sk-file-0123456789abcdef", { to: "file" });
    expect(await chain.get("openai", OPENAI)).toMatchObject({
      source: "file",
      sourceDetail: join(fixture.directory, "vault.json"),
    });
    expect(await chain.set("openai", "sk-ring-0123456789abcdef", {})).toMatchObject({
      source: "keychain",
      alsoIn: ["file", "environment"],
    });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "keychain" });
    await chain.set("openai", "sk-here-0123456789abcdef", { to: "memory" });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "memory" });
    expect((await fixture.chain({ order: ["environment", "keychain"] }).get("openai", OPENAI))?.source).toBe(
      "environment",
    );
    expect((await fixture.chain({ order: ["keychain"] }).get("openai", OPENAI))?.value.reveal()).toBe(
      "sk-ring-0123456789abcdef",
    );
  });

  it("takes up within a second what another process stored, allowed or removed", async () => {
    const fixture = new ChainFixture();
    const server = fixture.chain();
    const command = fixture.chain();
    await command.set("openai", "sk-first-0123456789abcdef", {});
    expect((await server.get("openai", OPENAI))?.value.reveal()).toBe("sk-first-0123456789abcdef");
    fixture.time += 5;
    await command.set("openai", "sk-second-0123456789abcdef", {});
    fixture.time += 1000;
    expect((await server.get("openai", OPENAI))?.value.reveal()).toBe("sk-second-0123456789abcdef");
    const elsewhere = { origin: "https://models.example.com" };
    expect(vaultProblem(await failure(server.get("openai", elsewhere)))).toBe("origin");
    await command.allowOrigin("openai", elsewhere.origin);
    fixture.time += 1000;
    expect((await server.get("openai", elsewhere))?.value.reveal()).toBe("sk-second-0123456789abcdef");
    const starts = fixture.starts;
    fixture.time += 1000;
    await server.get("openai", elsewhere);
    expect(fixture.starts).toBe(starts);
    await command.remove("openai");
    fixture.time += 1000;
    expect(await server.get("openai", elsewhere)).toBeUndefined();
  });

  it("shows every place, which one is used, and which hold another key", async () => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    const chain = await fixture.fileChain({
      keychain: { entry: new URL("../../test/file-keychain-child.ts", import.meta.url), timeoutMs: 20_000 },
    });
    await chain.set("openai", "sk-stale-0123456789abcdef", {});
    await chain.set("openai", "sk-env-0123456789abcdef", { to: "file" });
    const places = await chain.where("openai");
    expect(places).toMatchObject([
      { source: "keychain", isUsed: true, matchesUsed: true, masked: "••••cdef" },
      { source: "file", isUsed: false, matchesUsed: false },
      { source: "environment", isUsed: false, matchesUsed: false, sourceDetail: "OPENAI_API_KEY" },
    ]);
    expect(JSON.stringify(places)).not.toContain("0123456789");
    expect(await fixture.chain({ order: ["environment"] }).where("openai")).toContainEqual(
      expect.objectContaining({ source: "keychain", isUsed: false, matchesUsed: false }),
    );
  });

  it("asks nobody for a passphrase to tell where a key is", async () => {
    const fixture = new ChainFixture();
    let asked = 0;
    const passphrase = async (): Promise<string> => (asked++, "four words of nonsense");
    await fixture.chain({ keychain: false }).createVault([{ type: "passphrase", passphrase: await passphrase() }]);
    await fixture.chain({ keychain: false, passphrase }).set("openai", "sk-file-0123456789abcdef", {});
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    asked = 0;
    const chain = fixture.chain({ keychain: false, passphrase });
    expect(await chain.where("openai")).toMatchObject([
      { source: "file", isUsed: false, origin: "https://api.openai.com", reason: expect.stringContaining("locked") },
      { source: "environment", isUsed: true },
    ]);
    expect(await chain.loadSecrets()).toBe(0);
    expect(asked).toBe(0);
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "file" });
    expect(asked).toBe(1);
    expect(await chain.where("openai")).toMatchObject([{ source: "file", isUsed: true }, { source: "environment" }]);
    expect(await chain.loadSecrets()).toBe(1);
  });

  it("says of a damaged file that it might hold the key", async () => {
    const fixture = new ChainFixture();
    await fixture.fileChain();
    writeFileSync(join(fixture.directory, "vault.json"), "{", { mode: 0o600 });
    const chain = fixture.chain({ keyfile: fixture.keyfile });
    expect(await chain.where("openai")).toMatchObject([{ source: "file", reason: expect.stringContaining("damaged") }]);
    expect(await failure(chain.get("openai", OPENAI))).toMatchObject({ details: { problem: "damaged" } });
  });

  it("reads the environment anew each time, in the documented order of names", async () => {
    const fixture = new ChainFixture();
    const chain = fixture.chain({ keychain: false });
    const google = { origin: "https://generativelanguage.googleapis.com" };
    fixture.env["GOOGLE_API_KEY"] = "AIza-google-api-key-000";
    expect((await chain.get("google", google))?.sourceDetail).toBe("GOOGLE_API_KEY");
    fixture.env["GEMINI_API_KEY"] = "  AIza-gemini-api-key-000\n";
    expect((await chain.get("google", google))?.value.reveal()).toBe("AIza-gemini-api-key-000");
    fixture.env["GEMINI_API_KEY"] = " ";
    expect((await chain.get("google", google))?.sourceDetail).toBe("GOOGLE_API_KEY");
    fixture.env["MY_ENDPOINT_API_KEY"] = "key-of-my-own-endpoint";
    expect((await chain.find("my-endpoint"))?.sourceDetail).toBe("MY_ENDPOINT_API_KEY");
  });

  it.each([
    ["a placeholder", "sk-..."],
    ["words", "key with spaces"],
    ["two lines", "two\nlines"],
    ["Cyrillic", "ключ-0123456789"],
    ["a novel", "x".repeat(20_000)],
  ])("does not send %s", async (_, value) => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = value;
    const error = await failure(fixture.chain({ keychain: false }).get("openai", OPENAI));
    expect(error).toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("OPENAI_API_KEY does not hold a key"),
    });
    expect(String(error)).not.toContain(value.slice(0, 12));
    const stored = await failure(fixture.chain().set("openai", value, {}));
    expect(stored).toMatchObject({ code: "invalid_input" });
    expect(fixture.items).toEqual({});
  });

  it.each(["", "Open AI", "../x", "openai|evil", "@vault-key/x", "OPENAI", "x".repeat(65), "__proto__"])(
    "refuses the provider id %j",
    async (id) => {
      const chain = new ChainFixture().chain();
      for (const call of [
        chain.get(id, OPENAI),
        chain.find(id),
        chain.where(id),
        chain.remove(id),
        chain.set(id, "sk-0123456789", OPENAI),
      ]) {
        expect(vaultProblem(await failure(call))).toBe("invalid");
      }
    },
  );
});

describe("a keychain that cannot be used", () => {
  it.each(["locked", "mute", "gone"] as const)(
    "is passed over when it is %s, unless it is known to have the key",
    async (mood) => {
      const fixture = new ChainFixture();
      const keychain = { entry: new URL("../../test/file-keychain-child.ts", import.meta.url), timeoutMs: 700 };
      await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
      fixture.mood = mood;
      const chain = fixture.chain({ keychain });
      const error = await failure(chain.get("openai", OPENAI));
      expect(error).toMatchObject({
        code: "vault",
        provider: "openai",
        suggestion: expect.stringMatching(/encrypted file/),
      });
      expect(await chain.get("groq", { origin: "https://api.groq.com" })).toBeUndefined();
      fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
      expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "environment" });
      expect(await chain.where("openai")).toMatchObject([
        { source: "keychain", isUsed: false, reason: expect.stringContaining("keychain") },
        { source: "environment", isUsed: true },
      ]);
      expect(vaultProblem(await failure(chain.remove("openai")))).toMatch(/locked|unavailable/);
      fixture.mood = "open";
      expect((await fixture.chain().get("openai", OPENAI))?.value.reveal()).toBe("sk-ring-0123456789abcdef");
    },
  );

  it("does not store a key in the file that the keychain's old one would shadow", async () => {
    const fixture = new ChainFixture();
    await fixture.chain().set("openai", "sk-old-0123456789abcdef", {});
    fixture.mood = "locked";
    await fixture.fileChain();
    const chain = fixture.chain({ keyfile: fixture.keyfile });
    expect(await failure(chain.set("openai", "sk-new-0123456789abcdef", {}))).toMatchObject({
      code: "vault",
      suggestion: expect.stringContaining("--store file"),
    });
    expect(await chain.set("groq", "gsk_new0123456789abcdef", {})).toMatchObject({ source: "file" });
    expect(await chain.set("openai", "sk-new-0123456789abcdef", { to: "file" })).toMatchObject({
      source: "file",
      alsoIn: ["keychain"],
    });
  });

  it("stores nothing anywhere readable, and names the choices", async () => {
    const fixture = new ChainFixture();
    for (const keychain of [false, undefined] as const) {
      if (keychain === undefined) fixture.mood = "gone";
      const chain = fixture.chain(keychain === false ? { keychain } : {});
      expect(await failure(chain.set("openai", "sk-nowhere-0123456789", {}))).toMatchObject({
        code: "vault",
        details: { problem: "no-store" },
        suggestion: expect.stringMatching(/aio credentials create-file.*--keyfile.*OPENAI_API_KEY/),
      });
    }
    const files = readdirSync(fixture.home, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain("sk-nowhere");
  });

  it("is opened by unlock, which gives a person time", async () => {
    const fixture = new ChainFixture();
    await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
    fixture.mood = "locked";
    const chain = fixture.chain();
    expect(await failure(chain.get("openai", OPENAI))).toMatchObject({ code: "vault" });
    fixture.mood = "open";
    expect(await chain.unlock({ timeoutMs: 9_000 })).toContainEqual(
      expect.objectContaining({ source: "keychain", state: "available" }),
    );
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "keychain" });
  });
});

describe("starting", () => {
  it("costs no keychain process to be made, to peek, or to use memory", async () => {
    const fixture = new ChainFixture();
    fixture.env["GROQ_API_KEY"] = "gsk_env0123456789abcdef";
    const chain = fixture.chain();
    await chain.set("openai", "sk-here-0123456789abcdef", { to: "memory" });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "memory" });
    const outlook = chain.peek();
    expect(outlook.isComplete).toBe(false);
    expect(Object.fromEntries([...outlook.providers].map(([id, { source }]) => [id, source]))).toEqual({
      openai: "memory",
      groq: "environment",
    });
    expect(fixture.starts).toBe(0);
    expect(existsSync(fixture.directory)).toBe(false);
  });

  it("knows from the index who has a key, and asks the keychain only for those", async () => {
    const fixture = new ChainFixture();
    await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
    const before = fixture.starts;
    const chain = fixture.chain();
    expect(chain.peek()).toMatchObject({ isComplete: true });
    expect(chain.peek().providers.get("openai")).toMatchObject({
      source: "keychain",
      origin: "https://api.openai.com",
    });
    expect(await chain.get("groq", { origin: "https://api.groq.com" })).toBeUndefined();
    expect(fixture.starts).toBe(before);
    await chain.get("openai", OPENAI);
    await chain.get("openai", OPENAI);
    expect(fixture.starts).toBe(before + 1);
    fixture.time += 301_000;
    await chain.get("openai", OPENAI);
    expect(fixture.starts).toBe(before + 2);
  });

  it("asks a keychain that failed again after an hour, one that works never for what it has not", async () => {
    const fixture = new ChainFixture();
    fixture.mood = "gone";
    const chain = fixture.chain();
    const groq = { origin: "https://api.groq.com" };
    await chain.get("groq", groq);
    await chain.get("groq", groq);
    expect(fixture.starts).toBe(1);
    fixture.mood = "open";
    fixture.putItem("ai-orchestrator/groq", "gsk_by_hand0123456789ab");
    fixture.time += 3_601_000;
    expect(await chain.get("groq", groq)).toMatchObject({ source: "keychain" });
  });

  it("finds after refresh what others put into the keychain or took out of it", async () => {
    const fixture = new ChainFixture();
    await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
    fixture.putItem("ai-orchestrator/groq", "gsk_by_hand0123456789ab");
    const chain = fixture.chain();
    expect(chain.peek().providers.has("groq")).toBe(false);
    expect(await chain.refresh()).toMatchObject({ state: "available" });
    expect(chain.peek().providers.get("groq")).toMatchObject({ source: "keychain", origin: "https://api.groq.com" });
    expect(chain.peek().providers.has("openai")).toBe(true);
  });

  it.each(["", "{", "null", '{"v":2}', '{"v":1}', "\0\0\0"])(
    "takes a damaged index (%j) for an empty one",
    async (text) => {
      const fixture = new ChainFixture();
      await fixture.chain().set("openai", "sk-ring-0123456789abcdef", {});
      writeFileSync(join(fixture.directory, "credential-index.json"), text, { mode: 0o600 });
      const chain = fixture.chain();
      expect(chain.peek().isComplete).toBe(false);
      expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "keychain" });
      expect(fixture.chain().peek().isComplete).toBe(true);
    },
  );

  it("works in a home where no index can be written", async () => {
    const fixture = new ChainFixture();
    fixture.putItem("ai-orchestrator/openai", "sk-by-hand-0123456789ab");
    writeFileSync(fixture.directory, "a file in the way");
    const chain = fixture.chain({ order: ["keychain", "environment"] });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "keychain" });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "keychain" });
    expect(fixture.starts).toBe(2);
  });
});

describe("a key and its origin", () => {
  it.each(["memory", "keychain", "file"] as const)(
    "is sent from %s to its own origin only, until a person allows another",
    async (to) => {
      const fixture = new ChainFixture();
      await fixture.fileChain();
      const chain = fixture.chain({ keyfile: fixture.keyfile });
      await chain.set("openai", "sk-bound-0123456789abcdef", { to });
      expect(await chain.get("openai", { origin: "https://API.openai.com:443/v1/chat" })).toMatchObject({ source: to });
      const elsewhere = [
        "https://evil.example",
        "https://api.openai.com.evil.example",
        "https://api.openai.com:8443",
        "https://openai.com",
      ];
      for (const origin of elsewhere) {
        const error = await failure(chain.get("openai", { origin }));
        expect(error).toMatchObject({
          details: { problem: "origin" },
          suggestion: expect.stringContaining("allow-origin"),
        });
        expect(String(error)).not.toContain("sk-bound");
      }
      for (const origin of [
        "http://api.openai.com",
        "ftp://api.openai.com",
        "file:///etc/passwd",
        "api.openai.com",
        "//api.openai.com",
      ]) {
        expect(vaultProblem(await failure(chain.get("openai", { origin })))).toBe("invalid");
        expect(vaultProblem(await failure(chain.allowOrigin("openai", origin)))).toBe("invalid");
      }
      await chain.allowOrigin("openai", "https://proxy.example/v1");
      expect((await chain.get("openai", { origin: "https://proxy.example" }))?.value.reveal()).toBe(
        "sk-bound-0123456789abcdef",
      );
      expect(vaultProblem(await failure(chain.get("openai", OPENAI)))).toBe("origin");
    },
  );

  it("binds an environment key to the provider's own origin, and remembers what a person allowed", async () => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    const chain = fixture.chain({ keychain: false });
    const proxy = { origin: "https://proxy.example" };
    expect(vaultProblem(await failure(chain.get("openai", proxy)))).toBe("origin");
    await chain.allowOrigin("openai", proxy.origin);
    expect(await fixture.chain({ keychain: false }).get("openai", proxy)).toMatchObject({ source: "environment" });
  });

  it("sends an environment key to this machine unasked, but none that is stored", async () => {
    const here = { origin: "http://127.0.0.1:9999/v1" };
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    expect(await fixture.chain({ keychain: false }).get("openai", here)).toMatchObject({ source: "environment" });
    const chain = await fixture.fileChain({ keychain: false });
    await chain.set("openai", "sk-file-0123456789abcdef", { to: "file" });
    expect(vaultProblem(await failure(chain.get("openai", here)))).toBe("origin");
  });

  it("takes the variable that config names beside an address before any other place, for that address", async () => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    fixture.env["TEAM_KEY"] = "sk-team-0123456789abcdef\n";
    const chain = fixture.chain({ keychain: false });
    const team = { origin: "https://proxy.example/v1", variable: "TEAM_KEY" };
    expect(await chain.get("openai", team)).toMatchObject({
      source: "environment",
      sourceDetail: "TEAM_KEY",
      origin: "https://proxy.example",
    });
    expect((await chain.get("openai", team))?.value.reveal()).toBe("sk-team-0123456789abcdef");
    expect(chain.liveSecrets()).toContain("sk-team-0123456789abcdef");
    fixture.env["SPLIT_KEY"] = "sk-team-0123\r\nx-evil: 1";
    await expect(chain.get("openai", { ...team, variable: "SPLIT_KEY" })).rejects.toThrow(
      /SPLIT_KEY does not hold a key/,
    );
    expect(await chain.get("openai", { ...OPENAI, variable: "NOT_SET" })).toMatchObject({
      sourceDetail: "OPENAI_API_KEY",
    });
  });

  it("sends no key readable, from wherever it is, and none at all where there is none", async () => {
    const house = { origin: "http://192.0.2.7:8000/v1" };
    const fixture = new ChainFixture();
    const chain = fixture.chain({ keychain: false });
    expect(await chain.get("my-endpoint", house)).toBeUndefined();
    fixture.env["TEAM_KEY"] = "sk-team-0123456789abcdef";
    const readable = /would travel readable/;
    await expect(chain.get("my-endpoint", { ...house, variable: "TEAM_KEY" })).rejects.toThrow(readable);
    fixture.env["MY_ENDPOINT_API_KEY"] = "sk-mine-0123456789abcdef";
    await expect(chain.get("my-endpoint", house)).rejects.toThrow(readable);
    delete fixture.env["MY_ENDPOINT_API_KEY"];
    await chain.set("my-endpoint", "sk-here-0123456789abcdef", { to: "memory" });
    await expect(chain.get("my-endpoint", house)).rejects.toThrow(readable);
  });

  it("binds the key of a user's own endpoint to the origin of its first use", async () => {
    const mine = { origin: "https://models.mine.example" };
    for (const place of ["environment", "keychain", "file", "memory"] as const) {
      const fixture = new ChainFixture();
      await fixture.fileChain();
      const chain = fixture.chain({ keyfile: fixture.keyfile });
      if (place === "environment") fixture.env["MY_ENDPOINT_API_KEY"] = "key-of-my-own-endpoint";
      else
        expect(await chain.set("my-endpoint", "key-of-my-own-endpoint", { to: place })).toMatchObject({ origin: "" });
      expect(chain.peek().providers.get("my-endpoint")).toMatchObject({ source: place });
      expect(chain.peek().providers.get("my-endpoint")).not.toHaveProperty("origin");
      expect(await chain.get("my-endpoint", mine)).toMatchObject({ ...mine, source: place });
      const next = place === "memory" ? chain : fixture.chain({ keyfile: fixture.keyfile });
      expect(vaultProblem(await failure(next.get("my-endpoint", { origin: "https://evil.example" })))).toBe("origin");
      expect((await next.get("my-endpoint", mine))?.value.reveal()).toBe("key-of-my-own-endpoint");
    }
  });

  it("passes over a key bound elsewhere if another place has one for this origin", async () => {
    const fixture = new ChainFixture();
    fixture.env["OPENAI_API_KEY"] = "sk-env-0123456789abcdef";
    const chain = fixture.chain();
    await chain.set("openai", "sk-proxy-0123456789abcdef", { origin: "https://proxy.example" });
    expect(await chain.get("openai", OPENAI)).toMatchObject({ source: "environment" });
    expect(await chain.get("openai", { origin: "https://proxy.example" })).toMatchObject({ source: "keychain" });
  });
});

describe("the keychain as a way into the file", () => {
  it("is made once, however often it is asked for, and leaves nothing behind when it is ended", async () => {
    const fixture = new ChainFixture();
    await fixture.fileChain();
    const chain = fixture.chain({ keyfile: fixture.keyfile, order: ["file"] });
    await chain.set("groq", "gsk_file0123456789abcdef", { to: "file" });
    const slots = (): string[] => Object.keys(fixture.items).filter((name) => name.includes("@vault-key/"));
    for (let i = 0; i < 10; i++) await chain.addSlot({ type: "keychain" });
    expect(chain.vaultOutline()?.slots).toEqual(["keyfile", "keychain"]);
    expect(slots()).toHaveLength(1);
    const byKeychain = fixture.chain({ order: ["file"] });
    expect((await byKeychain.get("groq", { origin: "https://api.groq.com" }))?.source).toBe("file");
    expect(await chain.removeSlots("keychain")).toBe(true);
    expect(slots()).toEqual([]);
    expect(
      vaultProblem(await failure(fixture.chain({ order: ["file"] }).get("groq", { origin: "https://api.groq.com" }))),
    ).toBe("locked");
  });
});

describe("the key file's place", () => {
  it("is remembered where it was told, and may be told anew", async () => {
    const fixture = new ChainFixture();
    const groq = { origin: "https://api.groq.com" };
    const making = fixture.chain({ keychain: false });
    await making.createVault([{ type: "keyfile", bytes: createKeyfile(fixture.keyfile), path: fixture.keyfile }]);
    await making.set("groq", "gsk_file0123456789abcdef", {});
    making.lock();
    expect(await making.get("groq", groq)).toMatchObject({ source: "file" });
    expect(await fixture.chain({ keychain: false }).get("groq", groq)).toMatchObject({ source: "file" });
    renameSync(fixture.keyfile, `${fixture.keyfile}.moved`);
    expect(vaultProblem(await failure(fixture.chain({ keychain: false }).get("groq", groq)))).toBe("wrong-key");
    const moved = fixture.chain({ keychain: false, keyfile: `${fixture.keyfile}.moved` });
    expect(await moved.get("groq", groq)).toMatchObject({ source: "file" });
  });
});

describe("removing", () => {
  it("removes from every store, or from one, and reports where it was", async () => {
    const fixture = new ChainFixture();
    await fixture.fileChain();
    const chain = fixture.chain({ keyfile: fixture.keyfile });
    for (const to of ["memory", "keychain", "file"] as const)
      await chain.set("openai", "sk-0123456789abcdefghij", { to });
    expect(await chain.remove("openai", { from: "file" })).toEqual(["file"]);
    expect(await chain.remove("openai")).toEqual(["memory", "keychain"]);
    expect(await chain.remove("openai")).toEqual([]);
    expect(await chain.where("openai")).toEqual([]);
  });
});

describe("keys that must not appear", () => {
  it("leaves none of 1,000 in any file, and has all of them for redaction", { timeout: 120_000 }, async () => {
    const fixture = new ChainFixture();
    const canaries = Array.from(
      { length: 1_000 },
      (_, i) => `sk-canary-${i}-${(i * 7919 + 104_729).toString(36)}-Zq81xPv0/+`,
    );
    const chain = await fixture.fileChain();
    for (const [i, key] of canaries.entries())
      if (i < 60) await chain.set(`p${i}`, key, { origin: "https://x.example", to: "file" });
    for (const [i, key] of canaries.entries())
      if (i >= 60) await chain.set(`p${i}`, key, { origin: "https://x.example", to: "memory" });
    fixture.env["OPENAI_API_KEY"] = "sk-canary-environment-0001";
    await chain
      .exportEncrypted("four words of nonsense")
      .then(({ text }) => writeFileSync(join(fixture.directory, "export.json"), text));
    await chain.rotate();
    const errors = [
      await failure(chain.get("p3", { origin: "https://evil.example" })),
      await failure(chain.set("p4", `${canaries[4]} `.repeat(2), {})),
    ];
    const later = fixture.chain({ keychain: false, keyfile: fixture.keyfile });
    expect(await later.loadSecrets()).toBe(60);
    expect(canaries.slice(0, 60).filter((key) => !later.liveSecrets().includes(key))).toEqual([]);
    const live = new Set(chain.liveSecrets());
    expect(canaries.filter((key) => !live.has(key))).toEqual([]);
    expect(live).toContain("sk-canary-environment-0001");
    const files = readdirSync(fixture.directory).map((name) => readFileSync(join(fixture.directory, name), "utf8"));
    const everything = [
      ...files,
      ...errors.map((error) => inspect(error, { depth: 9 })),
      inspect(chain, { depth: 9 }),
      JSON.stringify(await chain.status()),
    ].join("\n");
    expect(everything).toContain("x.example");
    const found = canaries.filter((key) =>
      [
        key,
        Buffer.from(key).toString("base64url").slice(0, -3),
        Buffer.from(key).toString("hex"),
        encodeURIComponent(key),
      ].some((form) => everything.includes(form)),
    );
    expect(found).toEqual([]);
    expect(everything).not.toMatch(/canary/);
  });

  it("forgets what it held when it is locked", async () => {
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    await chain.set("openai", "sk-here-0123456789abcdef", { to: "memory" });
    await chain.set("groq", "gsk_file0123456789abcdef", {});
    chain.lock();
    expect(await chain.get("openai", OPENAI)).toBeUndefined();
    expect(await chain.get("groq", { origin: "https://api.groq.com" })).toMatchObject({ source: "file" });
  });

  it("counts a file as locked only where a person is needed", async () => {
    const fixture = new ChainFixture();
    const keyed = await fixture.fileChain();
    expect(await keyed.status()).toContainEqual(expect.objectContaining({ source: "file", state: "available" }));
    const other = new ChainFixture();
    const passphrase = "four words of nonsense";
    const chain = other.chain({ keychain: false, passphrase: async () => passphrase });
    await chain.createVault([{ type: "passphrase", passphrase }]);
    expect(await chain.status()).toContainEqual(expect.objectContaining({ source: "file", state: "available" }));
    chain.lock();
    expect(await chain.status()).toContainEqual(expect.objectContaining({ source: "file", state: "locked" }));
    writeFileSync(join(other.directory, "vault.json"), "{}");
    expect(await chain.status()).toContainEqual(expect.objectContaining({ source: "file", state: "failed" }));
  });
});

describe.skipIf(process.platform === "win32")("permissions", () => {
  it("makes everything private under any umask", async () => {
    const fixture = new ChainFixture();
    const before = process.umask(0);
    try {
      const chain = await fixture.fileChain();
      await chain.set("groq", "gsk_file0123456789abcdef", {});
      fixture.env["MY_ENDPOINT_API_KEY"] = "key-of-my-own-endpoint";
      await chain.get("my-endpoint", { origin: "https://models.mine.example" });
    } finally {
      process.umask(before);
    }
    const { statSync } = await import("node:fs");
    expect(statSync(fixture.directory).mode & 0o777).toBe(0o700);
    const modes = readdirSync(fixture.directory).map((name) => [
      name,
      statSync(join(fixture.directory, name)).mode & 0o777,
    ]);
    expect(modes.length).toBeGreaterThan(3);
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
  });

  it("refuses a vault that others can read, says how to fix it, and fixes it", async () => {
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    await chain.set("groq", "gsk_file0123456789abcdef", {});
    const { chmodSync } = await import("node:fs");
    chmodSync(join(fixture.directory, "vault.json"), 0o644);
    const groq = { origin: "https://api.groq.com" };
    expect(await failure(chain.get("groq", groq))).toMatchObject({
      details: { problem: "permissions" },
      suggestion: expect.stringContaining("chmod 600"),
    });
    expect(vaultProblem(await failure(chain.set("groq", "gsk_new0123456789abcdef", {})))).toBe("permissions");
    chain.repairPermissions();
    expect(await chain.get("groq", groq)).toMatchObject({ source: "file" });
    chmodSync(fixture.directory, 0o755);
    await chain.set("groq", "gsk_new0123456789abcdef", {});
    const { statSync } = await import("node:fs");
    expect(statSync(fixture.directory).mode & 0o777).toBe(0o700);
    chmodSync(fixture.directory, 0o777);
    expect(vaultProblem(await failure(chain.set("groq", "gsk_new0123456789abcdef", {})))).toBe("permissions");
  });

  it("refuses a vault that is a link, a directory or a pipe", async () => {
    const { renameSync, rmSync, symlinkSync } = await import("node:fs");
    const { execFileSync } = await import("node:child_process");
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    const path = join(fixture.directory, "vault.json");
    renameSync(path, `${path}.real`);
    for (const make of [
      () => symlinkSync(`${path}.real`, path),
      () => mkdirSync(path, { mode: 0o700 }),
      () => execFileSync("mkfifo", ["-m", "600", path]),
    ]) {
      make();
      expect(vaultProblem(await failure(chain.set("groq", "gsk_new0123456789abcdef", {})))).toBe("permissions");
      rmSync(path, { recursive: true });
    }
  });
});
