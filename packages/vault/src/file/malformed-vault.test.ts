import { beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_KEYS, SampleVault } from "../../test/sample-vault.ts";
import { vaultProblem } from "../vault-error.ts";
import { readEntry, removeEntry, writeEntry } from "./vault-contents.ts";

type Json = Record<string, unknown>;
type Change = (document: Json, text: string) => unknown;

/** The document with one place changed; `slots.0.wrap.n` is a path. */
const put =
  (path: string, value: unknown): Change =>
  (document) => {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let at: Json = document;
    for (const step of steps) at = at[step] as Json;
    if (value === undefined) delete at[last];
    else at[last] = typeof value === "function" ? (value as (before: unknown) => unknown)(at[last]) : value;
    return document;
  };
const rename = (object: Json, from: string, to: string): void => {
  object[to] = object[from];
  delete object[from];
};
const flip = (text: unknown): string => (String(text).startsWith("A") ? "B" : "A") + String(text).slice(1);
const kdf = (change: Json): Json => ({ alg: "argon2id", m: 65_536, t: 3, p: 1, salt: "A".repeat(22), ...change });
const passphraseSlot = (change: Json): Json => ({
  id: "AAAAAAAA",
  type: "passphrase",
  kdf: kdf(change),
  wrap: { n: "A".repeat(16), c: "A".repeat(64) },
});
const slot =
  (change: Json): Change =>
  (document) => ({ ...document, slots: [passphraseSlot(change), ...(document["slots"] as Json[])] });
const entry = (field: string, value: unknown): Change => put(`entries.openai.${field}`, value);
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

/** Name, what is done to a good vault, and the problem every reading must report. */
const CASES: readonly (readonly [string, Change, "damaged" | "unsupported" | "wrong-key" | "locked"])[] = [
  // Not a document at all.
  ["an empty file", () => "", "damaged"],
  ["white space", () => " \n", "damaged"],
  ["a zero byte", () => "\0", "damaged"],
  ["zeros of the same length", (_, text) => "\0".repeat(text.length), "damaged"],
  ["plain words", () => "not a vault", "damaged"],
  ["null", () => "null", "damaged"],
  ["a number", () => "1", "damaged"],
  ["a string", () => '"vault"', "damaged"],
  ["a list", () => "[]", "damaged"],
  ["an empty object", () => "{}", "damaged"],
  ["depth 100,000", () => nested(100_000), "damaged"],
  ["two documents", (_, text) => text + text, "damaged"],
  ["more than 1 MiB", () => "x".repeat(1024 * 1024 + 1), "unsupported"],
  ["bytes that are not UTF-8", () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), "damaged"],
  ["UTF-16", (_, text) => Buffer.from(text, "utf16le"), "damaged"],
  ["a byte order mark", (_, text) => `\uFEFF${text}`, "damaged"],
  ["half of it", (_, text) => text.slice(0, text.length / 2), "damaged"],
  ["a gzip file", () => Buffer.from("1f8b0800000000000003", "hex"), "damaged"],
  // The same document in another spelling.
  ["compact JSON", (document) => JSON.stringify(document), "damaged"],
  ["no newline at the end", (_, text) => text.trimEnd(), "damaged"],
  ["an extra newline", (_, text) => `${text}\n`, "damaged"],
  ["Windows line ends", (_, text) => text.replaceAll("\n", "\r\n"), "damaged"],
  ["a comment", (_, text) => text.replace("{", "{ // mine\n"), "damaged"],
  ["an escaped letter", (_, text) => text.replace('"openai"', String.raw`"\u006fpenai"`), "damaged"],
  ["1.0 for 1", (_, text) => text.replace('"v": 1,', '"v": 1.0,'), "damaged"],
  ["a name twice", (_, text) => text.replace('"v": 1,', '"v": 1,\n  "v": 1,'), "damaged"],
  ["an entry twice", (_, text) => text.replace('"openai": {', '"openai": {},\n    "openai": {'), "damaged"],
  ["members in another order", ({ v, ...rest }) => `${JSON.stringify({ ...rest, v }, null, 2)}\n`, "damaged"],
  // Versions and fields.
  ["version 0", put("v", 0), "unsupported"],
  ["version 2", put("v", 2), "unsupported"],
  ["version 1.5", put("v", 1.5), "unsupported"],
  ["version as text", put("v", "1"), "damaged"],
  ["no version", put("v", undefined), "damaged"],
  ["an unknown field", put("plugin", {}), "unsupported"],
  ["__proto__", (_, text) => text.replace('"v": 1,', '"v": 1,\n  "__proto__": {},'), "unsupported"],
  ["no id", put("id", undefined), "damaged"],
  ["an id that is no UUID", put("id", "x"), "damaged"],
  ["an id in capitals", put("id", (id: string) => id.toUpperCase()), "damaged"],
  ["another id", put("id", "00000000-0000-4000-8000-000000000000"), "wrong-key"],
  ["generation 0", put("gen", 0), "unsupported"],
  ["a negative generation", put("gen", -1), "unsupported"],
  ["a fractional generation", put("gen", 1.5), "damaged"],
  ["a generation past 2^53", put("gen", 2 ** 53), "damaged"],
  ["a generation as text", put("gen", "5"), "damaged"],
  ["a higher generation", put("gen", 99), "damaged"],
  ["no MAC", put("mac", undefined), "damaged"],
  ["an empty MAC", put("mac", ""), "damaged"],
  ["a short MAC", put("mac", "AAAA"), "damaged"],
  ["a long MAC", put("mac", "A".repeat(86)), "damaged"],
  ["a zero MAC", put("mac", "A".repeat(43)), "damaged"],
  ["a MAC with padding", put("mac", (mac: string) => `${mac}=`), "damaged"],
  ["a MAC in plain base64", put("mac", "+".repeat(42) + "8"), "damaged"],
  ["a changed MAC", put("mac", flip), "damaged"],
  // Slots.
  ["no slots", put("slots", []), "unsupported"],
  ["slots as an object", put("slots", {}), "damaged"],
  [
    "nine slots",
    (document) => ({ ...document, slots: Array.from({ length: 9 }, () => (document["slots"] as Json[])[0]) }),
    "unsupported",
  ],
  [
    "the same slot twice",
    (document) => ({ ...document, slots: [...(document["slots"] as Json[]), ...(document["slots"] as Json[])] }),
    "damaged",
  ],
  ["a slot of an unknown kind", put("slots.0.type", "machine-id"), "unsupported"],
  ["a slot without a kind", put("slots.0.type", undefined), "unsupported"],
  ["a slot that is null", put("slots.0", null), "unsupported"],
  ["a slot with a hint", put("slots.0.hint", "x"), "unsupported"],
  ["a slot without its wrap", put("slots.0.wrap", undefined), "damaged"],
  ["a wrap with a short nonce", put("slots.0.wrap.n", "AAAA"), "damaged"],
  ["a wrap that is too short", put("slots.0.wrap.c", "A".repeat(43)), "damaged"],
  ["a wrap that is too long", put("slots.0.wrap.c", "A".repeat(66)), "damaged"],
  ["a changed wrap", put("slots.0.wrap.c", flip), "wrong-key"],
  ["a changed wrap nonce", put("slots.0.wrap.n", flip), "wrong-key"],
  ["a changed slot salt", put("slots.0.salt", flip), "wrong-key"],
  ["a changed slot id", put("slots.0.id", flip), "wrong-key"],
  [
    "a keyfile slot dressed as a keychain slot",
    (document) => {
      const [first] = document["slots"] as Json[];
      const { salt: _salt, ...rest } = first ?? {};
      return { ...document, slots: [{ ...rest, type: "keychain" }] };
    },
    "locked",
  ],
  ["an added passphrase slot", slot({}), "damaged"],
  // Key derivation out of bounds: too cheap to guess, or too dear to open.
  ["scrypt", slot({ alg: "scrypt" }), "unsupported"],
  ["argon2d", slot({ alg: "argon2d" }), "unsupported"],
  ["m of 8 KiB", slot({ m: 8 }), "unsupported"],
  ["m just under 19 MiB", slot({ m: 19_455 }), "unsupported"],
  ["m just over 1 GiB", slot({ m: 1_048_577 }), "unsupported"],
  ["m of 4 TiB", slot({ m: 2 ** 32 }), "unsupported"],
  ["m as text", slot({ m: "65536" }), "damaged"],
  ["m as a fraction", slot({ m: 65_536.5 }), "damaged"],
  [
    "m as 1e999",
    (_, text) =>
      text.replace('"slots": [', `"slots": [${JSON.stringify(passphraseSlot({})).replace("65536", "1e999")},`),
    "damaged",
  ],
  ["t of 1", slot({ t: 1 }), "unsupported"],
  ["t of 21", slot({ t: 21 }), "unsupported"],
  ["t of -3", slot({ t: -3 }), "unsupported"],
  ["p of 0", slot({ p: 0 }), "unsupported"],
  ["p of 17", slot({ p: 17 }), "unsupported"],
  ["no salt", slot({ salt: "" }), "damaged"],
  ["a salt of 15 bytes", slot({ salt: "A".repeat(20) }), "damaged"],
  ["a salt of 65 bytes", slot({ salt: "A".repeat(87) }), "damaged"],
  ["a secret parameter", slot({ secret: "x" }), "unsupported"],
  // The root secret.
  ["no root", put("root", undefined), "damaged"],
  ["a short root", put("root.c", "A".repeat(40)), "damaged"],
  ["a changed root", put("root.c", flip), "damaged"],
  // Entries.
  ["entries as a list", put("entries", []), "damaged"],
  ["entries as null", put("entries", null), "damaged"],
  ["an entry that is null", put("entries.openai", null), "damaged"],
  ["an entry without an origin", entry("origin", undefined), "damaged"],
  ["another origin", entry("origin", "https://evil.example"), "damaged"],
  ["an origin with a path", entry("origin", "https://api.openai.example/v1"), "damaged"],
  ["an origin with a separator", entry("origin", "https://a|b"), "damaged"],
  ["an origin that is a script", entry("origin", "javascript:alert(1)"), "damaged"],
  ["an origin in capitals", entry("origin", "HTTPS://API.OPENAI.EXAMPLE"), "damaged"],
  ["an entry newer than the file", entry("gen", 99), "unsupported"],
  ["an entry of generation 0", entry("gen", 0), "unsupported"],
  ["an entry of another generation", entry("gen", 1), "damaged"],
  ["a time as text", entry("at", "now"), "damaged"],
  ["a negative time", entry("at", -1), "unsupported"],
  ["another time", entry("at", 1), "damaged"],
  ["an entry with a short nonce", entry("n", "AAAA"), "damaged"],
  ["a changed nonce", entry("n", flip), "damaged"],
  ["no ciphertext", entry("c", ""), "damaged"],
  ["only a tag", entry("c", "A".repeat(22)), "damaged"],
  ["a changed ciphertext", entry("c", flip), "damaged"],
  ["a ciphertext with a line break", entry("c", (c: string) => `${c}\n`), "damaged"],
  ["an entry with a plain key", entry("key", "sk-plain"), "unsupported"],
  [
    "a provider id in capitals",
    (document) => (rename(document["entries"] as Json, "openai", "OpenAI"), document),
    "damaged",
  ],
  [
    "a provider id with a separator",
    (document) => (rename(document["entries"] as Json, "openai", "open|ai"), document),
    "damaged",
  ],
  [
    "an entry under another provider",
    (document) => (rename(document["entries"] as Json, "openai", "evil"), document),
    "damaged",
  ],
  ["an entry dropped", put("entries.openai", undefined), "damaged"],
  [
    "4,001 entries",
    (document) => {
      const entries = document["entries"] as Json;
      return {
        ...document,
        entries: Object.fromEntries(Array.from({ length: 4001 }, (_, i) => [`p${i}`, entries["openai"]])),
      };
    },
    "unsupported",
  ],
  // Checkpoints.
  ["checkpoints as a list", put("checkpoints", []), "damaged"],
  ["an added checkpoint", put("checkpoints.audit", { at: 1, value: "1 abc" }), "damaged"],
  ["a checkpoint of 10 KB", put("checkpoints.audit", { at: 1, value: "x".repeat(10_000) }), "damaged"],
  ["a checkpoint with a control character", put("checkpoints.audit", { at: 1, value: "\u001b[2J" }), "damaged"],
];

describe(`${CASES.length} malformed vaults`, () => {
  let sample: SampleVault;
  let good: { readonly current: Buffer; readonly previous: Buffer };
  beforeAll(async () => {
    sample = await new SampleVault().create();
    good = sample.snapshot();
  });

  it("knows at least sixty, each by another name", () => {
    expect(new Set(CASES.map(([name]) => name)).size).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(([name]) => name)).size).toBe(CASES.length);
  });

  it.each(CASES)("refuses %s", async (_, change, problem) => {
    const text = good.current.toString("utf8");
    const made = change(JSON.parse(text) as Json, text);
    const bytes = Buffer.isBuffer(made)
      ? made
      : Buffer.from(typeof made === "string" ? made : `${JSON.stringify(made, null, 2)}\n`);
    expect(bytes.equals(good.current)).toBe(false);
    sample.put(bytes);

    const vault = sample.open();
    expect(await readEntry(vault, "openai").catch(vaultProblem)).toBe(problem);
    const writes = [
      writeEntry(vault, "openai", { secret: "sk-new", origin: "https://x.y", at: 1 }),
      removeEntry(vault, "openai"),
      vault.create([{ type: "keyfile", bytes: Buffer.alloc(32) }]),
    ];
    for (const write of writes)
      expect(await write.catch(vaultProblem)).toMatch(/damaged|unsupported|wrong-key|locked|state/);
    expect(sample.snapshot()).toEqual({ current: bytes, previous: good.previous });

    sample.put(good.current);
    expect(await sample.keys()).toEqual(SAMPLE_KEYS);
  });
});
