import path from "node:path";
import { formatCatalogue } from "./format-catalogue.ts";
import type { CatalogueFile } from "./merge-catalogue.ts";

const SEAL = /\n\/\/ sha256 ([0-9a-f]{64})\n?$/;

/** Where a refreshed catalogue lies in the data directory. */
export function refreshedFile(dataDirectory: string): string {
  return path.join(dataDirectory, "catalogue.json");
}

/**
 * The text of a refreshed file: the catalogue and, on the last line, its digest. Only what passed `catalogueSchema`
 * is sealed, so a start need not load zod to know that the file is whole and was once valid.
 */
export function sealCatalogue(catalogue: CatalogueFile): string {
  const text = formatCatalogue(catalogue).trimEnd();
  return `${text}\n// sha256 ${digest(text)}\n`;
}

/** The catalogue inside a sealed file. Throws a TypeError that says what is wrong with it. */
export function unsealCatalogue(sealed: string): CatalogueFile {
  const seal = SEAL.exec(sealed);
  if (seal === null) throw new TypeError("it is cut short");
  const text = sealed.slice(0, seal.index);
  if (digest(text) !== seal[1]) throw new TypeError("it was changed after it was written");
  const catalogue = JSON.parse(text) as CatalogueFile;
  if (catalogue.version !== 1)
    throw new TypeError(`it is of version ${String(catalogue.version)}, this program reads 1`);
  return catalogue;
}

function digest(text: string): string {
  // Loaded here, since most starts have no refreshed file and must not wait for it.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("hex");
}
