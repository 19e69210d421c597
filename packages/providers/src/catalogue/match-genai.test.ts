import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { findGenaiModel } from "./match-genai.ts";
import { SOURCE_PROVIDERS, type GenaiModel } from "./source-models.ts";

const sources = [...new Set(Object.values(SOURCE_PROVIDERS).map(({ genai }) => genai))].map((id) =>
  findProvider({ providerId: id })!,
);

describe("findGenaiModel", () => {
  it.each(sources.map((provider) => [provider.id, provider] as const))(
    "finds what the library finds for every id of %s",
    (_id, provider) => {
      const models = provider.models as unknown as readonly GenaiModel[];
      const ids = provider.models.flatMap(({ id }) => [
        id,
        `${id}-20260101`,
        `${id}-latest`,
        id.toUpperCase(),
        `x${id}`,
      ]);
      for (const id of ids) {
        let expected: string | undefined;
        try {
          expected = calcPrice({}, id, { provider: { ...provider, fallback_model_providers: [] } })?.model.id;
        } catch {
          continue; // priced in units the library needs usage for
        }
        // The library also tries an id with its date rewritten; a date of ours never needs that.
        if (expected !== undefined && !/\d{8}$/.test(id)) expect(findGenaiModel(models, id)?.id, id).toBe(expected);
      }
    },
  );

  it.each(["(a+)+$", "^(a|a)*$", "(?:x*)*y", "a*b*c*d*e*$", "(", "\\1", `${"a".repeat(130)}`, "(a{1,9}){1,9}"])(
    "does not run a pattern that could stall us: %s",
    (regex) => {
      const started = performance.now();
      expect(findGenaiModel([{ id: "hostile", match: { regex }, prices: {} }], `${"a".repeat(100)}!`)).toBeUndefined();
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );
});
