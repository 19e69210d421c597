import { describe, expect, it, vi } from "vitest";
import { createAnchorFinder } from "./find-anchors.ts";
import { findSecrets, SECRET_KINDS } from "./find-secrets.ts";
import { LOOK_ALIKES } from "./look-alikes.ts";
import {
  HARMLESS_SAMPLES,
  NAMED_SAMPLES,
  type Random,
  randomText,
  SECRET_CONTEXTS,
  SECRET_SAMPLES,
} from "./secret-samples.ts";

function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

function isCovered(text: string, secret: string): boolean {
  const at = text.indexOf(secret);
  const core =
    /:\/\/[^:]+:([^@]+)@/.exec(secret)?.[1] ??
    /AccountKey=(.+)/.exec(secret)?.[1] ??
    /services\/(.+)/.exec(secret)?.[1] ??
    secret.trim();
  const start = at + secret.indexOf(core);
  return findSecrets(text).some(
    (found) => found.start <= start && found.end >= start + core.replace(/(?:\\n|=|[-_])+$/, "").length,
  );
}

describe("findSecrets", () => {
  it("knows at least forty kinds", () => {
    expect(new Set(SECRET_KINDS.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(100);
  });

  for (const [name, make] of Object.entries(SECRET_SAMPLES)) {
    it(`finds ${name} in every context`, () => {
      const random = seeded(name.length * 7919);
      const missed = Array.from({ length: 60 }, (_, i) => {
        const secret = make(random);
        const text = (SECRET_CONTEXTS[i % SECRET_CONTEXTS.length] ?? "@").replace("@", () => secret);
        return isCovered(text, secret) ? undefined : text;
      }).filter((text) => text !== undefined);
      expect(missed).toEqual([]);
    });
  }

  it.each([
    "api_key",
    "ACCESS-KEY",
    "x-api-key",
    "Token",
    "SECRET",
    "credential",
    "Authorization",
    "private key",
    "PASSWD",
    "Password",
    "passphrase",
    "Passwort",
    "PwD",
    "db_pass",
    "mypass",
    "pass",
    "mot de passe",
    "contraseña",
    "CONTRASEÑA",
    "Senha",
    "пароль",
    "ПАРОЛЬ",
    "密码",
  ])("finds what is assigned to %s and stands alone in a text", (name) => {
    expect(findSecrets(`${name} = "Xq7-tR92kLm4Vz8w"`)).toHaveLength(1);
  });

  for (const [name, make] of Object.entries(NAMED_SAMPLES)) {
    it(`finds ${name} by its name`, () => {
      const random = seeded(name.length * 104_729);
      const missed = Array.from({ length: 50 }, () => make(random)).filter(
        ({ text, secret }) => !isCovered(text, secret),
      );
      expect(missed).toEqual([]);
    });
  }

  it("leaves hashes, ids, placeholders, variables and prose alone", () => {
    const random = seeded(42);
    const flagged = Array.from({ length: 20 }, () => HARMLESS_SAMPLES.map((make) => make(random)))
      .flat()
      .filter((text) => findSecrets(text).length > 0);
    expect(flagged).toEqual([]);
  });

  it.each(Object.entries(LOOK_ALIKES))("leaves %s alone", (_genre, make) => {
    const random = seeded(4711);
    const flagged = Array.from({ length: 40 }, () => make(random)).filter((text) => findSecrets(text).length > 0);
    expect(flagged).toEqual([]);
  });

  it("gives offsets that cut out exactly the secret", () => {
    const [found] = findSecrets("a gsk_q7Zk2vTn9xLwP4sRbYcU8mJhDfG3aE6tKiVo b");
    expect(found).toEqual({ kind: "groq_api_key", start: 2, end: 42 });
  });

  it("finds in a long text what it finds in a short one", () => {
    const random = seeded(7);
    const filler = "The quick brown fox jumps over the lazy dog. ".repeat(80);
    for (const make of Object.values(SECRET_SAMPLES)) {
      const text = `key: ${make(random)} `;
      const kinds = (found: ReturnType<typeof findSecrets>): string[] => found.map(({ kind }) => kind);
      expect(kinds(findSecrets(filler + text + filler))).toEqual(kinds(findSecrets(text)));
    }
  });

  it("finds a secret that a mail's line break cuts in two", () => {
    const random = seeded(17);
    const missed = Object.entries(SECRET_SAMPLES)
      .map(([name, make]) => ({ name, secret: make(random) }))
      .filter(({ secret }) => !/[\s:;]/.test(secret))
      .filter(({ secret }) => {
        const half = secret.length >> 1;
        const text = `Hello,=20\r\nthe key =3D ${secret.slice(0, half)}=\r\n${secret.slice(half)} is yours`;
        const at = text.indexOf(secret.slice(0, half));
        return !findSecrets(text).some(
          ({ start, end }) => start <= at + 45 && end >= at + half + 3 + Math.floor(half * 0.8) - 1,
        );
      })
      .map(({ name }) => name);
    expect(missed).toEqual([]);
  });

  it("leaves the kinds' anchors to one pass that finds each, wherever they overlap", () => {
    const words = ["sk-", "sk-ant-", "ant-x", "aa", "aaa", "hf_"];
    const { find } = createAnchorFinder(words);
    for (const text of ["", "sk-ant-x", "aaaa", "xsk", "käsk-hf_", "ask-an", "hf_".repeat(3)])
      expect(Array.from(find(text).present), text).toEqual(words.map((word) => (text.includes(word) ? 1 : 0)));
    expect(find("ab-c d/e+f=\ngh").longestRun).toBe(6);
  });

  it("finds a secret behind beginnings of secrets", () => {
    const random = seeded(11);
    const missed = Object.entries(SECRET_SAMPLES)
      .filter(([, make]) => /^(?:sk-|gsk_|npm_|hf_|sk_|glc_|dapi|nfp_)/.test(make(random)))
      .flatMap(([name, make]) =>
        ["sk-", "gsk_", "npm_", "hf_", "dapi"].map((anchor) => ({ name, secret: make(random), anchor })),
      )
      .filter(({ secret, anchor }) => !isCovered(`${anchor.repeat(30)} ${secret}`, secret))
      .map(({ name, anchor }) => `${name} behind ${anchor}`);
    expect(missed).toEqual([]);
  });

  it("finds an authress key however long its name and identifier are", () => {
    const random = seeded(13);
    for (const start of ["sc_a1b2c", "ext_a1b2c3d4e5", `scauth_${"a1".repeat(12)}`, `authress_${"b2".repeat(15)}`]) {
      const secret = `${start}.ab12c.acc-${"b2".repeat(6)}.${randomText(random, 40)}`;
      expect(isCovered(`key ${secret}`, secret), secret).toBe(true);
    }
  });

  it("does twice the work for twice the text, whatever the text repeats", () => {
    const attempts = (text: string): number => {
      const exec = vi.spyOn(RegExp.prototype, "exec");
      findSecrets(text);
      const count = exec.mock.calls.length;
      exec.mockRestore();
      return count;
    };
    const anchors = SECRET_KINDS.flatMap((kind) => kind.anchors);
    for (const unit of [...anchors, "cookie: ", "password ", "token=", "api_key: abcdef ", "://a:b@", "A", "0"]) {
      const [once, twice] = [2000, 4000].map((count) => attempts(unit.repeat(count)));
      expect(twice ?? 0, unit).toBeLessThanOrEqual(2.05 * (once ?? 0) + 50);
    }
  });

  it("tries only patterns whose single attempt is bounded", () => {
    for (const { kind, pattern } of SECRET_KINDS) {
      const bare = pattern.source.replaceAll(/\\./g, "x").replaceAll(/\[[^\]]*\]/g, "x");
      expect(/[*+]|\{\d+,\}/.test(bare), kind).toBe(false);
    }
  });
});
