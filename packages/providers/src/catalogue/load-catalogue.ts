import { readFileSync } from "node:fs";
import { refreshedFile, unsealCatalogue } from "./catalogue-file.ts";
import type { CatalogueFile } from "./merge-catalogue.ts";
import { shippedCatalogue } from "./shipped-catalogue.ts";

/** The catalogue to work with and where it comes from. */
export interface LoadedCatalogue extends CatalogueFile {
  readonly origin: "shipped" | "refreshed";
  /** One line for `doctor`: why a refreshed file that is there was not used. */
  readonly problem?: string;
}

/**
 * The refreshed catalogue of the data directory if there is a whole one that is newer than the shipped one, else
 * the shipped one. Reads at most one file, never the network, never fails.
 */
export function loadCatalogue({ dataDirectory }: { readonly dataDirectory: string }): LoadedCatalogue {
  const file = refreshedFile(dataDirectory);
  try {
    const refreshed = unsealCatalogue(readFileSync(file, "utf8"));
    if (refreshed.asOf >= shippedCatalogue.asOf) return { ...refreshed, origin: "refreshed" };
    return {
      ...shippedCatalogue,
      origin: "shipped",
      problem: `${file} of ${refreshed.asOf} is older than the shipped catalogue of ${shippedCatalogue.asOf}: aio models refresh`,
    };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { ...shippedCatalogue, origin: "shipped" };
    const why = cause instanceof Error ? cause.message : String(cause);
    return { ...shippedCatalogue, origin: "shipped", problem: `${file} is not used, ${why}: aio models refresh` };
  }
}
