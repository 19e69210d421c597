import { createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { hasSecretService, SecretService } from "../../test/secret-service.ts";
import { PRIVATE_FILE, temporaryDirectory } from "../../test/temporary-directory.ts";
import { vaultProblem } from "../vault-error.ts";
import { addSlot, removeSlots } from "./change-slots.ts";
import { deriveLabelled, deriveVaultKeys } from "./derive-keys.ts";
import { createSlot, openSlot, stretchPassphrase } from "./key-slots.ts";
import { parseVault } from "./parse-vault.ts";
import { rotateVault } from "./rotate-vault.ts";
import { seal } from "./sealed.ts";
import { createKeyfile, readKeyfile } from "./slot-keys.ts";
import { deriveUseKey, readEntry, writeEntry } from "./vault-contents.ts";
import { renderVault, type Slot, type VaultDocument } from "./vault-document.ts";
import { VaultFile, type VaultFileOptions } from "./vault-file.ts";
import { isVaultGenuine, signVault } from "./vault-mac.ts";

const PASSPHRASE = "correct horse battery staple";
const groq = { secret: "gsk_0123456789abcdef", origin: "https://api.groq.com", at: 1 };

class Place {
  readonly directory: string = join(temporaryDirectory(), "data");
  readonly keyfile: string = join(temporaryDirectory(), "key");
  asked = 0;
  time = 0;

  open(options: Partial<VaultFileOptions> & { passphraseIs?: string; keyfile?: string } = {}): VaultFile {
    const { passphraseIs, keyfile, ...rest } = options;
    const passphrase = async (): Promise<string | undefined> => (this.asked++, passphraseIs);
    return new VaultFile(
      { platform: "linux", passphrase, ...(keyfile === undefined ? {} : { keyfile }) },
      { directory: this.directory, now: () => this.time, ...rest },
    );
  }
}

describe("argon2id", () => {
  it("agrees with another implementation (Python's cryptography 48 over OpenSSL)", async () => {
    const salt = Buffer.from("somesalt1somesalt").toString("base64url");
    const key = await stretchPassphrase("password", { m: 65_536, t: 3, p: 1, salt });
    expect(key.toString("hex")).toBe("56f47d71f72b1dd9bd277720e1a15c118b3d42a0aeaf5c60515564486399ce98");
    const least = await stretchPassphrase("pass\u00E9 word", { m: 19_456, t: 2, p: 1, salt: "AAAAAAAAAAAAAAAAAAAAAA" });
    expect(least.toString("hex")).toBe("d4e1710e5f3958ef5ad2ad01b22ca98a8559a03c87776bb4c52dc507b459e515");
  });

  it("takes the same passphrase typed on any keyboard", async () => {
    const kdf = { m: 19_456, t: 2, p: 1, salt: "AAAAAAAAAAAAAAAAAAAAAA" };
    const composed = await stretchPassphrase("pass\u00E9 word", kdf);
    expect(composed.equals(await stretchPassphrase("passe\u0301 word", kdf))).toBe(true);
  });
});

describe("slots", () => {
  const vaultId = "00000000-0000-4000-8000-000000000000";
  const master = randomBytes(32);

  it("open to the master key with their own key only", async () => {
    const bytes = randomBytes(32);
    const slot = await createSlot(master, { type: "keyfile", bytes }, { vaultId });
    expect(await openSlot(slot, { type: "keyfile", bytes }, vaultId)).toEqual(master);
    expect(await openSlot(slot, { type: "keyfile", bytes: randomBytes(32) }, vaultId)).toBeUndefined();
    expect(await openSlot(slot, { type: "keyfile", bytes }, "00000000-0000-4000-8000-000000000001")).toBeUndefined();
    await expect(openSlot(slot, { type: "passphrase", passphrase: "x" }, vaultId)).rejects.toThrow(TypeError);
  });

  it("authenticate their parameters", async () => {
    const slot = await createSlot(master, { type: "passphrase", passphrase: PASSPHRASE }, { vaultId });
    expect(slot).toMatchObject({ kdf: { alg: "argon2id", m: 65_536, t: 3, p: 1 } });
    if (slot.type !== "passphrase") throw new Error("unreachable");
    const cheaper: Slot = { ...slot, kdf: { ...slot.kdf, m: 19_456, t: 2 } };
    expect(await openSlot(cheaper, { type: "passphrase", passphrase: PASSPHRASE }, vaultId)).toBeUndefined();
    expect(
      await openSlot({ ...slot, id: "AAAAAAAA" }, { type: "passphrase", passphrase: PASSPHRASE }, vaultId),
    ).toBeUndefined();
  });

  it("are not made of weak keys", async () => {
    for (const key of [
      { type: "passphrase", passphrase: "1234567" },
      { type: "keyfile", bytes: randomBytes(31) },
    ] as const) {
      expect(vaultProblem(await createSlot(master, key, { vaultId }).catch((error: unknown) => error))).toBe("invalid");
    }
  });
});

describe("a vault with a passphrase", () => {
  const place = new Place();
  beforeAll(async () => {
    const vault = place.open();
    await vault.create([{ type: "passphrase", passphrase: PASSPHRASE }]);
    await writeEntry(vault, "groq", groq);
  });

  it("opens with it, asks once for calls side by side, and forgets it after a quarter of an hour without use", async () => {
    const vault = place.open({ passphraseIs: PASSPHRASE });
    place.asked = 0;
    const found = await Promise.all([readEntry(vault, "groq"), readEntry(vault, "groq"), deriveUseKey(vault, "audit")]);
    expect(found[0]?.secret).toBe(groq.secret);
    expect(place.asked).toBe(1);
    place.time += 899_000;
    await readEntry(vault, "groq");
    place.time += 899_000;
    await readEntry(vault, "groq");
    expect(place.asked).toBe(1);
    place.time += 901_000;
    await readEntry(vault, "groq");
    expect(place.asked).toBe(2);
  });

  it("forgets the keys by itself when nobody asks for them again", async () => {
    const vault = place.open({ passphraseIs: PASSPHRASE, idleLockMs: 30 });
    await readEntry(vault, "groq");
    expect(vault.openedBy).toBe("passphrase");
    await vi.waitFor(() => expect(vault.openedBy).toBeUndefined());
  });

  it("stays shut for a wrong one, or for nobody", async () => {
    expect(
      vaultProblem(await readEntry(place.open({ passphraseIs: "wrong horse" }), "groq").catch((e: unknown) => e)),
    ).toBe("wrong-key");
    expect(vaultProblem(await readEntry(place.open(), "groq").catch((e: unknown) => e))).toBe("locked");
  });

  it("renews a slot of weaker parameters when it is opened", async () => {
    const weak = new Place();
    const vault = weak.open({ passphraseIs: PASSPHRASE });
    await vault.create([{ type: "passphrase", passphrase: PASSPHRASE }]);
    await writeEntry(vault, "groq", groq);
    await weaken(vault);
    const weakly = weak.open({ passphraseIs: PASSPHRASE });
    await weakly.unlock();
    const [slot] = parseVault(readFileSync(weakly.path, "utf8")).slots;
    expect(slot).toMatchObject({ kdf: { m: 65_536, t: 3 } });
    expect((await readEntry(weak.open({ passphraseIs: PASSPHRASE }), "groq"))?.secret).toBe(groq.secret);
  });
});

/** Rewrites the passphrase slot as an earlier version with lower defaults would have made it. */
async function weaken(vault: VaultFile): Promise<void> {
  const opened = await vault.read();
  const [slot] = opened?.document.slots ?? [];
  if (opened === undefined || slot?.type !== "passphrase") throw new Error("no passphrase slot");
  const { wrap: _wrap, ...header } = { ...slot, kdf: { ...slot.kdf, m: 19_456, t: 2 } };
  const { canonicalJson } = await import("./canonical-json.ts");
  const key = await stretchPassphrase(PASSPHRASE, header.kdf);
  const wrap = seal(key, opened.keys.master, `aio-vault|v1|${opened.document.id}|slot|${canonicalJson(header)}`);
  const document: VaultDocument = signVault({ ...opened.document, slots: [{ ...header, wrap }] }, opened.keys.mac);
  writeFileSync(vault.path, renderVault(document));
}

describe("ways into a vault", () => {
  it("can be added and ended, but not the last", async () => {
    const place = new Place();
    const vault = place.open();
    await vault.create([{ type: "keyfile", bytes: createKeyfile(place.keyfile) }]);
    expect(statSync(place.keyfile).mode & 0o777).toBe(PRIVATE_FILE);
    expect(() => createKeyfile(place.keyfile)).toThrow("exists already");
    const sources = { platform: "linux" };
    await writeEntry(vault, "groq", groq);
    expect(vaultProblem(await removeSlots(vault, "keyfile", sources).catch((e: unknown) => e))).toBe("state");
    await addSlot(vault, { type: "passphrase", passphrase: PASSPHRASE }, { sources });
    expect((await readEntry(place.open({ passphraseIs: PASSPHRASE }), "groq"))?.secret).toBe(groq.secret);
    expect(await removeSlots(vault, "keyfile", sources)).toBe(true);
    expect(await removeSlots(vault, "keyfile", sources)).toBe(false);
    expect(vaultProblem(await readEntry(place.open({ keyfile: place.keyfile }), "groq").catch((e: unknown) => e))).toBe(
      "locked",
    );
    expect((await readEntry(place.open({ passphraseIs: PASSPHRASE, keyfile: place.keyfile }), "groq"))?.secret).toBe(
      groq.secret,
    );
  });

  it("can be exchanged for another of the same kind", async () => {
    const place = new Place();
    const vault = place.open();
    await vault.create([{ type: "passphrase", passphrase: PASSPHRASE }]);
    await writeEntry(vault, "groq", groq);
    const next = { type: "passphrase", passphrase: "another set of words" } as const;
    await addSlot(vault, next, { sources: { platform: "linux" }, replace: true });
    const old = await readEntry(place.open({ passphraseIs: PASSPHRASE }), "groq").catch((e: unknown) => e);
    expect(vaultProblem(old)).toBe("wrong-key");
    expect((await readEntry(place.open({ passphraseIs: next.passphrase }), "groq"))?.secret).toBe(groq.secret);
  });

  it("get a new master key by rotation, which keeps keys and derived keys", async () => {
    const place = new Place();
    const bytes = createKeyfile(place.keyfile);
    const sources = { keyfile: place.keyfile, passphraseIs: PASSPHRASE };
    const vault = place.open(sources);
    await vault.create([
      { type: "keyfile", bytes },
      { type: "passphrase", passphrase: PASSPHRASE },
    ]);
    await writeEntry(vault, "groq", groq);
    const before = {
      audit: await deriveUseKey(vault, "audit"),
      history: await deriveUseKey(vault, "history"),
      file: readFileSync(vault.path, "utf8"),
    };
    expect(before.audit.equals(before.history)).toBe(false);
    const other = place.open(sources);
    await other.unlock();

    const keys = { keyfile: place.keyfile, platform: "linux" };
    const refused = await rotateVault(vault, { ...keys, passphrase: async () => undefined }).catch((e: unknown) => e);
    expect(vaultProblem(refused)).toBe("locked");
    expect(readFileSync(vault.path, "utf8")).toBe(before.file);

    await rotateVault(vault, { ...keys, passphrase: async () => PASSPHRASE });
    const [old, now] = [parseVault(before.file), parseVault(readFileSync(vault.path, "utf8"))];
    expect(now.slots.map(({ type }) => type)).toEqual(["keyfile", "passphrase"]);
    expect(now.slots.map(({ id }) => id)).not.toEqual(old.slots.map(({ id }) => id));
    expect(now.entries.get("groq")?.c).not.toBe(old.entries.get("groq")?.c);
    const oldMaster = await openSlot(old.slots[0]!, { type: "keyfile", bytes }, old.id);
    expect(isVaultGenuine(now, deriveVaultKeys(oldMaster!, now.id).mac)).toBe(false);
    // Another process that had the old key in memory finds its way in again.
    for (const opened of [
      vault,
      other,
      place.open({ keyfile: place.keyfile }),
      place.open({ passphraseIs: PASSPHRASE }),
    ]) {
      expect((await readEntry(opened, "groq"))?.secret).toBe(groq.secret);
      expect((await deriveUseKey(opened, "audit")).equals(before.audit)).toBe(true);
    }
    await rotateVault(vault, keys, { dropUnreachable: true });
    expect(parseVault(readFileSync(vault.path, "utf8")).slots.map(({ type }) => type)).toEqual(["keyfile"]);
  });

  it("open with a passphrase when the key file is away", async () => {
    const place = new Place();
    const vault = place.open();
    const bytes = createKeyfile(place.keyfile);
    await vault.create([
      { type: "keyfile", bytes },
      { type: "passphrase", passphrase: PASSPHRASE },
    ]);
    await writeEntry(vault, "groq", groq);
    const away = `${place.keyfile}.on-a-stick`;
    expect((await readEntry(place.open({ keyfile: away, passphraseIs: PASSPHRASE }), "groq"))?.secret).toBe(
      groq.secret,
    );
    const error: unknown = await place
      .open({ keyfile: away, passphraseIs: "wrong words" })
      .read()
      .catch((e: unknown) => e);
    expect(String(error)).toMatch(/key file .*on-a-stick or the passphrase/);
  });

  it("say what is missing when the key file is", async () => {
    const place = new Place();
    const vault = place.open();
    await vault.create([{ type: "keyfile", bytes: createKeyfile(place.keyfile) }]);
    const lost = await place
      .open({ keyfile: `${place.keyfile}.gone` })
      .read()
      .catch((e: unknown) => e);
    expect(vaultProblem(lost)).toBe("wrong-key");
    expect(String(lost)).toContain("key.gone");
    writeFileSync(`${place.keyfile}.other`, randomBytes(32));
    expect(
      vaultProblem(
        await place
          .open({ keyfile: `${place.keyfile}.other` })
          .read()
          .catch((e: unknown) => e),
      ),
    ).toBe("wrong-key");
  });
});

describe.skipIf(!hasSecretService())("a vault that the keychain opens", () => {
  it("opens by itself, survives rotation, and notices a rollback of the whole directory", async () => {
    await using service = new SecretService();
    await service.startBus();
    await service.startKeyring("pw");
    const place = new Place();
    const keychain = service.client();
    const { createKeychainWitness } = await import("./generation-witness.ts");
    const open = (): VaultFile =>
      new VaultFile(
        { platform: "linux", keychain },
        { directory: place.directory, now: Date.now, witness: createKeychainWitness(keychain, () => true) },
      );
    const vault = open();
    await vault.create([{ type: "keychain" }]);
    await writeEntry(vault, "groq", groq);
    expect((await readEntry(open(), "groq"))?.secret).toBe(groq.secret);

    const saved = ["vault.json", "vault.generation"].map(
      (name) => [join(place.directory, name), readFileSync(join(place.directory, name))] as const,
    );
    await rotateVault(vault, { keychain, platform: "linux" });
    await rotateVault(vault, { keychain, platform: "linux" });
    expect((await readEntry(open(), "groq"))?.secret).toBe(groq.secret);
    const answer = await keychain.run([{ op: "list" }]);
    const accounts =
      answer.state === "answered" && answer.results[0]?.ok === true
        ? (answer.results[0].items ?? []).map(({ account }) => account)
        : [];
    // The present generation's key and the previous one's; older ones are gone.
    expect(accounts.filter((account) => account.startsWith("@vault-key/"))).toHaveLength(2);

    await writeEntry(vault, "groq", { ...groq, secret: "gsk_newer0123456789" });
    const current = readFileSync(vault.path);
    for (const [path, bytes] of saved) writeFileSync(path, bytes);
    expect(
      vaultProblem(
        await open()
          .read()
          .catch((e: unknown) => e),
      ),
    ).toMatch(/rolled-back|locked/);
    writeFileSync(vault.path, current);
    expect((await readEntry(open(), "groq"))?.secret).toBe("gsk_newer0123456789");

    await service.stopKeyring();
    await service.startKeyring();
    expect(
      vaultProblem(
        await open()
          .read()
          .catch((e: unknown) => e),
      ),
    ).toBe("locked");
  });
});

describe("what everyone on the machine knows", () => {
  it("opens nothing: the earlier program's recipe over every readable fact fails on all slots and on the file", async () => {
    const place = new Place();
    const vault = place.open();
    await vault.create([
      { type: "keyfile", bytes: createKeyfile(place.keyfile) },
      { type: "passphrase", passphrase: PASSPHRASE },
    ]);
    await writeEntry(vault, "groq", groq);
    const document = parseVault(readFileSync(vault.path, "utf8"));
    const { hostname, userInfo } = await import("node:os");
    const ids = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostname"]
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, "utf8").trim());
    const secrets = [...ids, "", document.id].map((id) =>
      createHash("sha256").update(`${id}:${userInfo().username}:${hostname()}`).digest(),
    );
    for (const secret of secrets) {
      const seed = pbkdf2Sync(secret, "ai_orchestrator_v1", 480_000, 32, "sha256");
      for (const guess of [seed, secret, deriveLabelled(seed, document.id, "enc")]) {
        expect(isVaultGenuine(document, guess)).toBe(false);
        expect(isVaultGenuine(document, deriveVaultKeys(Buffer.from(guess), document.id).mac)).toBe(false);
        expect(await openSlot(document.slots[0]!, { type: "keyfile", bytes: guess }, document.id)).toBeUndefined();
      }
    }
    const [, passphraseSlot] = document.slots;
    for (const passphrase of [hostname(), userInfo().username, ...ids]) {
      expect(await openSlot(passphraseSlot!, { type: "passphrase", passphrase }, document.id)).toBeUndefined();
    }
    expect(readKeyfile(place.keyfile)).toHaveLength(32);
  });
});
