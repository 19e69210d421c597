import type { CatalogueFile } from "./merge-catalogue.ts";

/** The file as text: one model a line, so that a changed price is one changed line. */
export function formatCatalogue({ version, asOf, sources, models }: CatalogueFile): string {
  const lines = models.map((model) => JSON.stringify(model));
  return `{"version":${version},"asOf":${JSON.stringify(asOf)},"sources":${JSON.stringify(sources)},"models":[\n${lines.join(",\n")}\n]}\n`;
}
