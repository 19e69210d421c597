// Trains the analyzer's model and writes packages/security/src/analyzer/model/model-weights.ts, the same bytes every time.
// Usage: node tools/train-security/train.ts [data folder] [--check]; with --check nothing is written and a difference fails.
import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { MODEL, MODEL_WEIGHTS } from "../../packages/security/src/analyzer/model/model-weights.ts";
import type { SecurityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import { fitCombination } from "./fit-combination.ts";
import { templateFold } from "./folds.ts";
import { leaveFoldsOut } from "./leave-sources-out.ts";
import { loadTrainingRows } from "./load-training-rows.ts";
import { packWeights } from "./pack-weights.ts";
import { quantize } from "./quantize.ts";
import { setThresholds } from "./set-thresholds.ts";
import { trainLogistic } from "./train-logistic.ts";
import { TRAINING } from "./training-options.ts";
import { exampleOf } from "./window-features.ts";

const FILE = new URL("../../packages/security/src/analyzer/model/model-weights.ts", import.meta.url);

function sourceText(model: SecurityModel): string {
  const { scale, bias, combine, thresholds } = model;
  const rest = JSON.stringify({ scale, bias, combine, thresholds }, undefined, 2).replaceAll(/"(\w+)":/g, "$1:");
  return `// Written by tools/train-security/train.ts; do not edit.
import type { SecurityModel } from "./security-model.ts";

/** Everything of the model but its weights. */
export const MODEL: Omit<SecurityModel, "weights"> = ${rest.replaceAll(/\n\s*\}/g, (end) => `,${end}`).replaceAll(",,", ",")};

/** The weights that are not zero, as packWeights of tools/train-security writes them. */
export const MODEL_WEIGHTS =
  "${packWeights(model.weights)}" as string;
`;
}

const examples = loadTrainingRows(process.argv[2]?.startsWith("--") === false ? process.argv[2] : "../shared/data").map(
  exampleOf,
);
const heldOut = leaveFoldsOut(examples, templateFold);
const model = quantize(trainLogistic(examples, TRAINING), setThresholds(heldOut, fitCombination(heldOut)));
process.stdout.write(
  `${examples.length} texts; ${JSON.stringify({ ...model, weights: `${model.weights.filter((weight) => weight !== 0).length} of ${model.weights.length} not zero` })}\n`,
);
if (process.argv.includes("--check")) {
  const made = JSON.stringify({ ...model, weights: packWeights(model.weights) });
  const committed = JSON.stringify({ ...MODEL, weights: MODEL_WEIGHTS });
  if (!isDeepStrictEqual(JSON.parse(made), JSON.parse(committed))) {
    process.stderr.write("The committed model differs from what the script makes.\n");
    process.exitCode = 1;
  }
} else writeFileSync(FILE, sourceText(model));
