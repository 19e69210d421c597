// Prints how the analyzer does on sources it was not trained on, with the committed combination and thresholds.
// Usage: node tools/train-security/report.ts [data folder]
import { securityModel } from "../../packages/security/src/analyzer/model/security-model.ts";
import { findSignals } from "../../packages/security/src/analyzer/signals.ts";
import { printTable } from "../../bench/security/print-table.ts";
import { textLogit } from "./fit-combination.ts";
import { sourceFold } from "./folds.ts";
import { type HeldOut, leaveFoldsOut } from "./leave-sources-out.ts";
import { loadDocumentRows, loadTrainingRows } from "./load-training-rows.ts";
import { exampleOf } from "./window-features.ts";

const folder = process.argv[2] ?? "../shared/data";
const model = securityModel();
const HEADER = ["source", "texts", "low", "medium", "high", "critical"];

function print(title: string, heldOut: readonly HeldOut[]): void {
  const groups = Map.groupBy(heldOut, ({ row }) => `${row.label} ${row.source}`);
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => {
      const scores = list.map(({ signals }) => 1 / (1 + Math.exp(-textLogit(signals, model))));
      return [
        name,
        String(list.length),
        ...Object.values(model.thresholds).map((threshold) =>
          ((100 * scores.filter((score) => score >= threshold).length) / list.length).toFixed(2),
        ),
      ];
    });
  printTable(title, HEADER, lines);
}

const examples = loadTrainingRows(folder).map(exampleOf);
print("called at least … (%) by a model that never saw a text of the source", leaveFoldsOut(examples, sourceFold));
const unseen = leaveFoldsOut(examples, (row) => (row.template === undefined ? sourceFold(row) : -1));
print("called at least … (%) by a model that never saw a text of the author or source, but every template", unseen);
print(
  "the same, authors together by class: A explicit, B injected, C hard",
  unseen.flatMap((one) =>
    one.row.author === undefined ? [] : [{ ...one, row: { ...one.row, source: one.row.source.slice(-1) } }],
  ),
);
for (const kind of ["prompt", "document"] as const) {
  print(
    `tasks hidden in documents, scanned as a ${kind}: none of them is trained on`,
    loadDocumentRows(folder).map((row) => ({ row, signals: findSignals({ text: row.text, kind }, model) })),
  );
}
