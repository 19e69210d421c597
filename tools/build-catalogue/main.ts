/**
 * Builds the model catalogue and its table in the documentation from the two sources installed as development
 * dependencies and our own `curated-models.json`. Run: node tools/build-catalogue/main.ts [--check]
 * `--check` writes nothing and fails if the committed files are not what the sources give.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import curated from "../../packages/providers/src/catalogue/curated-models.json" with { type: "json" };
import type { CuratedCatalogue } from "../../packages/providers/src/catalogue/curated-catalogue.ts";
import { formatCatalogue } from "../../packages/providers/src/catalogue/format-catalogue.ts";
import { mergeCatalogue } from "../../packages/providers/src/catalogue/merge-catalogue.ts";
import { catalogueSchema } from "../../packages/providers/src/catalogue/model-schema.ts";
import { formatModelTables } from "./format-model-tables.ts";
import { listUncovered } from "./list-uncovered.ts";
import { readInstalledSources } from "./read-installed-sources.ts";

const LARGEST_FILE = 150 * 1024;
const root = path.resolve(import.meta.dirname, "../..");

const sources = readInstalledSources(root);
const catalogue = catalogueSchema.parse(mergeCatalogue(curated as unknown as CuratedCatalogue, sources));
const text = formatCatalogue(catalogue);
if (Buffer.byteLength(text) > LARGEST_FILE)
  throw new RangeError(`The catalogue has ${Buffer.byteLength(text)} bytes; ${LARGEST_FILE} are allowed.`);

const outputs = [
  { file: "packages/providers/src/catalogue/catalogue.json", text },
  { file: "docs/models.md", text: formatModelTables(catalogue) },
];
const isCheck = process.argv.includes("--check");
for (const output of outputs) {
  const file = path.join(root, output.file);
  if (!isCheck) writeFileSync(file, output.text);
  else if (readFileSync(file, "utf8") !== output.text) {
    process.exitCode = 1;
    console.error(`${output.file} is not up to date: node tools/build-catalogue/main.ts`);
  }
}
console.log(
  `${catalogue.models.length} models, ${Buffer.byteLength(text)} bytes, ${catalogue.models.filter((model) => model.disputed !== undefined).length} disputed prices.`,
);
for (const line of listUncovered(catalogue, curated as unknown as CuratedCatalogue, sources)) console.log(line);
