import { calcPrice, findProvider, type Provider } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { findGenaiModel } from "./match-genai.ts";
import { SOURCE_PROVIDERS, type GenaiModel } from "./source-models.ts";

const sources = [...new Set(Object.values(SOURCE_PROVIDERS).map(({ genai }) => genai))].map((id) =>
  findProvider({ providerId: id })!,
);

/** What the library finds; undefined also where it cannot price the entry without usage in other units. */
function found(provider: Provider, id: string): string | undefined {
  try {
    return calcPrice({}, id, { provider: { ...provider, fallback_model_providers: [] } })?.model.id;
  } catch {
    return undefined;
  }
}

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
      const differing = ids.filter((id) => {
        const expected = found(provider, id);
        // The library also tries an id with its date rewritten; an id of ours never needs that.
        return expected !== undefined && !/\d{8}$/.test(id) && findGenaiModel(models, id)?.id !== expected;
      });
      expect(differing).toEqual([]);
    },
  );

  it.each(["(a+)+$", "^(a|a)*$", "(?:x*)*y", "a*b*c*d*e*$", "(", "\\1", `${"a".repeat(130)}`, "(a{1,9}){1,9}"])(
    "does not run a pattern that could stall us: %s",
    (regex) => {
      expect(findGenaiModel([{ id: "hostile", match: { regex }, prices: {} }], `${"a".repeat(100)}!`)).toBeUndefined();
    },
  );
});
