import { findSignals, type Signals } from "../../packages/security/src/analyzer/signals.ts";
import { SOURCE_FOLDS } from "./folds.ts";
import { quantize } from "./quantize.ts";
import type { Row } from "./read-rows.ts";
import { TRAINING } from "./training-options.ts";
import { trainLogistic } from "./train-logistic.ts";
import type { Example } from "./window-features.ts";

/** A row and its signals under a model that never saw its fold. */
export interface HeldOut {
  readonly row: Row;
  readonly signals: Signals;
}

/** Trains once a fold without the fold's rows, and reads each row with that model. */
export function leaveFoldsOut(examples: readonly Example[], foldOf: (row: Row) => number): HeldOut[] {
  return SOURCE_FOLDS.flatMap((_, fold) => {
    const model = quantize(
      trainLogistic(
        examples.filter(({ row }) => foldOf(row) !== fold),
        TRAINING,
      ),
    );
    return examples
      .filter(({ row }) => foldOf(row) === fold)
      .map(({ row }) => ({ row, signals: findSignals(scanInputOf(row), model) }));
  });
}

/** A row as the analyzer is given it. */
export function scanInputOf(row: Row): {
  readonly text: string;
  readonly system?: string;
  readonly kind?: NonNullable<Row["kind"]>;
} {
  return {
    text: row.text,
    ...(row.system === undefined ? {} : { system: row.system }),
    ...(row.kind === undefined ? {} : { kind: row.kind }),
  };
}
