import type { CatalogueFile } from "./merge-catalogue.ts";
import data from "./catalogue.json" with { type: "json" };

/** The catalogue this version ships, checked against `modelSchema` when it was built and by the tests. */
// The compiler would infer a union of a hundred literal shapes from the file; the tests hold it to this type.
export const shippedCatalogue: CatalogueFile = data as unknown as CatalogueFile;
