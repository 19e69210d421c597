import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CuratedCatalogue } from "./curated-catalogue.ts";
import curated from "./curated-models.json" with { type: "json" };
import { genaiFile, modelsDevFile } from "./fixtures/published-sources.ts";
import { mergeCatalogue } from "./merge-catalogue.ts";
import { catalogueSchema } from "./model-schema.ts";
import { readGenaiPrices, readModelsDev } from "./source-schemas.ts";

const date = "2026-11-25";
/** Values a broken or hostile source might send anywhere. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    0.1,
    "",
    "x".repeat(10_000),
    "\u001b[2J",
    "__proto__",
    [],
    {},
    [[[]]],
    { regex: "(a+)+$" },
    { base: 1, tiers: [{ start: 1e9, price: 2 }] },
  ),
  fc.jsonValue(),
);

/** Walks to the place a list of numbers points to and puts `value` there. */
function damage(data: unknown, turns: readonly number[], value: unknown): void {
  let place = data as Record<string, unknown>;
  for (const turn of turns) {
    const names = Object.keys(place);
    const name = names[turn % Math.max(names.length, 1)];
    if (name === undefined) return;
    const inner = place[name];
    if (typeof inner !== "object" || inner === null || turn % 5 === 0) {
      Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
      return;
    }
    place = inner as Record<string, unknown>;
  }
}

/** "valid", the issues of what is not, or what a TypeError says. Any other error is a fault of ours and thrown. */
function build(modelsDev: unknown, genai: unknown): string {
  try {
    const first = readModelsDev(modelsDev);
    const second = readGenaiPrices(genai);
    const merged = mergeCatalogue(curated as unknown as CuratedCatalogue, {
      modelsDev: { label: "models.dev", date, providers: first.providers },
      genai: { label: "genai-prices", date, providers: second.providers },
    });
    const checked = catalogueSchema.safeParse(merged);
    return checked.success ? "valid" : `INVALID ${JSON.stringify(checked.error.issues)}`;
  } catch (thrown) {
    if (thrown instanceof TypeError) return thrown.message;
    throw thrown;
  }
}

/** A whole catalogue, or one line that a person can read. */
const validOrRefused = /^(valid$|models\.dev |genai-prices |\d+ of \d+ models of )[^\n\u001b]*$/;

describe("the sources, damaged at any place", () => {
  const turns = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 });

  it("give a valid catalogue or a clear refusal: models.dev", () => {
    const genai = genaiFile();
    fc.assert(
      fc.property(fc.array(fc.tuple(turns, odd), { minLength: 1, maxLength: 6 }), (changes) => {
        const data = modelsDevFile();
        for (const [path, value] of changes) damage(data, path, value);
        expect(build(data, genai)).toMatch(validOrRefused);
      }),
      { numRuns: 150 },
    );
  });

  it("give a valid catalogue or a clear refusal: genai-prices", () => {
    const modelsDev = modelsDevFile();
    fc.assert(
      fc.property(fc.array(fc.tuple(turns, odd), { minLength: 1, maxLength: 6 }), (changes) => {
        const data = genaiFile();
        for (const [path, value] of changes) damage(data, path, value);
        expect(build(modelsDev, data)).toMatch(validOrRefused);
      }),
      { numRuns: 150 },
    );
  });

  it("give a clear refusal of anything else", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(build(value, value)).toMatch(validOrRefused);
      }),
      { numRuns: 200 },
    );
  });
});
