import { createCipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ChainFixture } from "../../test/chain-fixture.ts";
import { vaultProblem } from "../vault-error.ts";
import { decryptFernet } from "./decrypt-fernet.ts";
import { deriveLegacyKey, describeThisMachine } from "./legacy-keys.ts";

/** Written by Python's `cryptography` 48 by the recipe in the earlier program, over the digest's bytes and over its hexadecimal text. */
const BYTES_TOKEN =
  "gAAAAABrBjF7-UVv36hVgIY46lwQnKcWMzV_NAniM1YlwXIf2yd-FHJncrv4nWbGAxJ_77sHqAkj8RQN-EnH1vrfQmb5SIrmK35tHCW70FTLbcCFLiOmp2EPHfVjr0Hw95wU-ZjTfQkra3pjrCjPnZEUEj504DPsBa0nOreq4Pw6fcxEKmJ02uEMqof4f2JAiE-2f82AhYiRhL47Tt2KZAvBsS2GZtPlv9fIyIe3OVhwIDnCrI-tw3o=";
const HEX_TOKEN =
  "gAAAAABrBjF7XMoJY9x0-g4iMEA9YXsxpcyMn5igMTxOun7YfRe0qJzKmZ8v21xKh-rNpNG6BOjLMD_ptsUXiumjZqjdhxI6EoFQClTeUIXdgZdJPg8H3hkvqm4_0m02m3FKlv0VZbtNZMcO0nQ8hF0rqA7n7ExtZycU7dTBYdgYKUp1TTx7wVQ6y7bQaR0bW0KnWBv2kJib-efVYy2WUafz-vYEF3XVjb95sYjpoeZ5s7_Ry7H_dwk=";
const MACHINE = { machineIds: ["0123456789abcdef0123456789abcdef"], users: ["ada"], hosts: ["analytical-engine"] };

describe("Fernet", () => {
  it("reads the vector of the published specification", () => {
    const key = Buffer.from("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", "base64url");
    const token =
      "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
    expect(decryptFernet(token, key)?.toString("utf8")).toBe("hello");
  });

  it("gives nothing for a changed byte, another key, another version or a cut", () => {
    const key = randomBytes(32);
    const token = Buffer.from(encryptFernet(key, "the plaintext"), "base64url");
    expect(decryptFernet(token.toString("base64url"), key)?.toString("utf8")).toBe("the plaintext");
    for (let i = 0; i < token.length; i++) {
      const changed = Buffer.from(token);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(decryptFernet(changed.toString("base64url"), key)).toBeUndefined();
      expect(decryptFernet(token.subarray(0, i).toString("base64url"), key)).toBeUndefined();
    }
    expect(decryptFernet(token.toString("base64url"), randomBytes(32))).toBeUndefined();
  });
});

function encryptFernet(key: Buffer, plain: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(16), iv);
  const head = Buffer.alloc(9);
  head[0] = 0x80;
  const body = Buffer.concat([head, iv, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, createHmac("sha256", key.subarray(0, 16)).update(body).digest()]).toString("base64url");
}

describe("import from the earlier program", () => {
  it.each([
    ["bytes", BYTES_TOKEN],
    ["hexadecimal text", HEX_TOKEN],
  ])("reads a file keyed by the digest's %s, stores the keys anew and leaves the file alone", async (_, token) => {
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    const file = join(fixture.home, "credentials.enc");
    writeFileSync(file, token);
    const outcome = await chain.importLegacy({ file, machine: MACHINE });
    expect(outcome).toEqual([
      { provider: "openai", outcome: "added", source: "file" },
      { provider: "mistral", outcome: "added", source: "file" },
      { provider: "cohere", outcome: "added", source: "file" },
    ]);
    expect(JSON.stringify(outcome)).not.toContain("0123456789");
    expect((await chain.get("openai", { origin: "https://api.openai.com" }))?.value.reveal()).toBe(
      "sk-legacy-openai-0123456789",
    );
    expect(readFileSync(file, "utf8")).toBe(token);
    expect(chain.liveSecrets()).toContain("legacy-cohere-0123456789");
    expect(await chain.importLegacy({ file, machine: MACHINE })).toMatchObject([
      { outcome: "kept" },
      { outcome: "kept" },
      { outcome: "kept" },
    ]);
    expect(await chain.importLegacy({ file, machine: MACHINE, overwrite: true })).toMatchObject([
      { outcome: "replaced" },
      { outcome: "replaced" },
      { outcome: "replaced" },
    ]);
  });

  it("finds this machine's file at its old place without being told", async () => {
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    const { machineIds, users, hosts } = await describeThisMachine("linux");
    const digest = createHash("sha256").update(`${machineIds[0]}:${users[0]}:${hosts[0]}`).digest();
    const key = await deriveLegacyKey(digest);
    mkdirSync(join(fixture.home, ".ai_orchestrator"));
    writeFileSync(
      join(fixture.home, ".ai_orchestrator", "credentials.enc"),
      encryptFernet(key, '{"groq": "gsk_legacy0123456789ab"}'),
    );
    expect(await chain.importLegacy()).toEqual([{ provider: "groq", outcome: "added", source: "file" }]);
  });

  it("says what to give when the machine was renamed", async () => {
    const fixture = new ChainFixture();
    const file = join(fixture.home, "credentials.enc");
    writeFileSync(file, BYTES_TOKEN);
    const error = await fixture
      .chain({ keychain: false })
      .importLegacy({ file, machine: { ...MACHINE, hosts: ["renamed"] } })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      details: { problem: "wrong-key" },
      suggestion: expect.stringContaining("--hostname"),
    });
  });

  it("reads the file of a machine that had another name, user and id, each as it was", async () => {
    const fixture = new ChainFixture();
    const chain = await fixture.fileChain();
    const file = join(fixture.home, "credentials.enc");
    writeFileSync(file, BYTES_TOKEN);
    const machine = { machineIds: MACHINE.machineIds, users: ["ada"], hosts: ["analytical-engine.example.org"] };
    expect(await chain.importLegacy({ file, machine })).toHaveLength(3);
  });

  it("does not show a file's plaintext that is no list of keys", async () => {
    const fixture = new ChainFixture();
    const file = join(fixture.home, "credentials.enc");
    const key = await deriveLegacyKey(createHash("sha256").update("id:ada:host").digest());
    for (const plain of ['{"openai": "sk-a" "sk-secret"}', '"sk-secret"', "null"]) {
      writeFileSync(file, encryptFernet(key, plain));
      const error: unknown = await fixture
        .chain({ keychain: false })
        .importLegacy({ file, machine: { machineIds: ["id"], users: ["ada"], hosts: ["host"] } })
        .catch((thrown: unknown) => thrown);
      expect(vaultProblem(error)).toBe("damaged");
      expect(inspect(error, { depth: 9 })).not.toContain("sk-");
    }
  });

  it("says that nothing is there", async () => {
    const chain = new ChainFixture().chain({ keychain: false });
    for (const options of [{}, { file: "/nonexistent/credentials.enc" }]) {
      expect(vaultProblem(await chain.importLegacy(options).catch((thrown: unknown) => thrown))).toBe("state");
    }
  });

  it("takes over the keychain's items, which win over the file's", async () => {
    const fixture = new ChainFixture();
    fixture.putItem("ai_orchestrator/openai", "sk-legacy-from-keychain-01");
    const file = join(fixture.home, "credentials.enc");
    writeFileSync(file, BYTES_TOKEN);
    const chain = fixture.chain();
    expect(await chain.importLegacy({ file, machine: MACHINE })).toMatchObject([
      { provider: "openai", outcome: "added", source: "keychain" },
      { provider: "mistral", outcome: "added", source: "keychain" },
      { provider: "cohere", outcome: "added" },
    ]);
    expect((await chain.get("openai", { origin: "https://api.openai.com" }))?.value.reveal()).toBe(
      "sk-legacy-from-keychain-01",
    );
    expect(fixture.items["ai_orchestrator/openai"]).toBe("sk-legacy-from-keychain-01");
  });
});
