import { describe, expect, it } from "vitest";
import { findSecrets, SECRET_KINDS } from "./find-secrets.ts";
import { HARMLESS_SAMPLES, NAMED_SAMPLES, type Random, SECRET_CONTEXTS, SECRET_SAMPLES } from "./secret-samples.ts";

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

  it("gives offsets that cut out exactly the secret", () => {
    const [found] = findSecrets("a gsk_q7Zk2vTn9xLwP4sRbYcU8mJhDfG3aE6tKiVo b");
    expect(found).toEqual({ kind: "groq_api_key", start: 2, end: 42 });
  });
});
