import type { CuratedCatalogue } from "../../packages/providers/src/catalogue/curated-catalogue.ts";
import type { CatalogueFile } from "../../packages/providers/src/catalogue/merge-catalogue.ts";
import type { CatalogueSources } from "../../packages/providers/src/catalogue/source-models.ts";

/** What a maintainer should look at: ids models.dev lists for our providers that no entry of ours names. */
export function listUncovered(
  catalogue: CatalogueFile,
  curated: CuratedCatalogue,
  sources: CatalogueSources,
): string[] {
  return [...sources.modelsDev.providers].flatMap(([provider, models]) => {
    const named = new Set(
      catalogue.models
        .filter((model) => model.provider === provider)
        .flatMap((model) => [model.id, ...(model.aliases ?? [])]),
    );
    const isSkipped = (id: string): boolean =>
      curated.families.find((family) => family.provider === provider && new RegExp(family.match).test(id))?.skip ===
      true;
    const missing = models.map(({ id }) => id).filter((id) => !named.has(id) && !isSkipped(id));
    return missing.length === 0 ? [] : [`not named: ${provider}: ${missing.join(", ")}`];
  });
}
