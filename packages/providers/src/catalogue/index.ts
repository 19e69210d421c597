import type { RefreshOptions, RefreshResult } from "./refresh-catalogue.ts";

export type { CatalogueChanges } from "./compare-catalogues.ts";
export { createCatalogue, type CatalogueParts } from "./create-catalogue.ts";
export { loadCatalogue, type LoadedCatalogue } from "./load-catalogue.ts";
export type { CatalogueFile } from "./merge-catalogue.ts";
export { priceAt, priceUsage } from "./price-usage.ts";
export type { RefreshOptions, RefreshResult } from "./refresh-catalogue.ts";
export { shippedCatalogue } from "./shipped-catalogue.ts";

/** `refreshCatalogue`, loaded on first use: a start must not pay for zod and the curated file. */
export async function refreshCatalogue(options: RefreshOptions): Promise<RefreshResult> {
  const { refreshCatalogue: refresh } = await import("./refresh-catalogue.ts");
  return refresh(options);
}
