import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SampleVault, SAMPLE_KEYS } from "../../test/sample-vault.ts";
import { normalizeOrigin } from "../origin.ts";
import { vaultProblem } from "../vault-error.ts";
import { canonicalJson } from "./canonical-json.ts";
import { parseVault } from "./parse-vault.ts";
import { rotateVault } from "./rotate-vault.ts";
import { seal, unseal } from "./sealed.ts";
import { readEntry, removeEntry, writeEntry } from "./vault-contents.ts";
import { renderVault } from "./vault-document.ts";

const provider = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/);
const secret = fc.stringMatching(/^[\x21-\x7e]{1,200}$/);

describe("whatever is done to a vault", () => {
  it("gives back what was stored last, through reopening and rotation", async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant("set" as const), provider, secret }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), provider }) },
      { weight: 1, arbitrary: fc.constant({ do: "rotate" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "reopen" as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const sample = await new SampleVault().create();
        const model = new Map(Object.entries(SAMPLE_KEYS));
        let vault = sample.open();
        for (const each of steps) {
          if (each.do === "set") {
            await writeEntry(vault, each.provider, { secret: each.secret, origin: "https://x.example", at: 1 });
            model.set(each.provider, each.secret);
          } else if (each.do === "remove")
            expect(await removeEntry(vault, each.provider)).toBe(model.delete(each.provider));
          else if (each.do === "rotate") await rotateVault(vault, { keyfile: sample.keyfile, platform: "linux" });
          else vault = sample.open();
        }
        const opened = sample.open();
        expect([...(opened.outline()?.entries.keys() ?? [])].sort()).toEqual([...model.keys()].sort());
        for (const [id, key] of model) expect((await readEntry(opened, id))?.secret).toBe(key);
      }),
      { numRuns: 15 },
    );
  });
});

describe("whatever a file holds", () => {
  const problemOf = (text: string): unknown => {
    try {
      return renderVault(parseVault(text)) === text ? "read" : "read something else";
    } catch (error) {
      return vaultProblem(error) ?? error;
    }
  };

  it("is read exactly or refused as damaged or unsupported", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: "binary" })), (text) => {
        expect(problemOf(text)).toMatch(/^(damaged|unsupported)$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is read exactly or refused, with any value in any place of a good one", async () => {
    const sample = await new SampleVault().create();
    const text = sample.snapshot().current.toString("utf8");
    const paths = pathsOf(JSON.parse(text));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const document = JSON.parse(text) as Record<string, unknown>;
        let at = document as Record<string, unknown>;
        for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
        at[path.at(-1) ?? ""] = value;
        const made = `${JSON.stringify(document, null, 2)}\n`;
        expect(problemOf(made)).toMatch(/^(damaged|unsupported|read)$/);
      }),
      { numRuns: 3_000 },
    );
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const own = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? own : [path, ...own];
}

describe("sealing", () => {
  it("opens with the same key and context, and with no other", () => {
    const key = (text: string): Buffer => createHash("sha256").update(text).digest();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string(),
        fc.string(),
        fc.string(),
        (plain, context, first, second) => {
          const sealed = seal(key(first), plain, context);
          expect(unseal(key(first), sealed, context)?.equals(Buffer.from(plain))).toBe(true);
          if (first !== second) expect(unseal(key(second), sealed, context)).toBeUndefined();
          if (first !== context) expect(unseal(key(first), sealed, first)).toBeUndefined();
        },
      ),
    );
  });

  it("never repeats a nonce", () => {
    const key = Buffer.alloc(32);
    const nonces = new Set(Array.from({ length: 5_000 }, () => seal(key, key, "x").n));
    expect(nonces.size).toBe(5_000);
  });
});

describe("canonical JSON", () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      fc.string(),
      fc.maxSafeInteger(),
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("node"), { maxKeys: 4 }),
    ),
  })).node;

  it("keeps the value and does not depend on the order of members", () => {
    fc.assert(
      fc.property(value, (each) => {
        const text = canonicalJson(each);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(each)));
        expect(canonicalJson(reversed(each))).toBe(text);
      }),
    );
  });

  it.each([[1.5], [Number.NaN], [undefined], [true], [null], [2 ** 53]])(
    "refuses %s, which a vault never holds",
    (each) => {
      expect(() => canonicalJson({ each })).toThrow(TypeError);
    },
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

describe("an origin", () => {
  it("is the same however its URL is written, and normalises to itself", () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["https"], withFragments: true, withQueryParameters: true }), (url) => {
        const origin = normalizeOrigin(url);
        expect(origin).toMatch(/^https:\/\/[a-z0-9.:[\]-]+$/);
        expect(normalizeOrigin(origin)).toBe(origin);
      }),
    );
  });

  it.each([
    "https://api.openai.com\\@evil.example",
    "https://api.openai.com@evil.example/",
    "https://evil.example#https://api.openai.com",
    "https:evil.example",
    "HTTPS://EVIL.EXAMPLE:443/",
  ])("is that of the host a request would go to: %s", (url) => {
    expect(normalizeOrigin(url)).toBe(new URL(url).origin);
    expect(normalizeOrigin(url)).toBe(url.includes("\\") ? "https://api.openai.com" : "https://evil.example");
  });
});
