import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeModel } from "../../packages/engine/src/routing/classify/trained-model.ts";
import {
  addWeights,
  COARSE_WIDTH,
  decodeWeightTable,
} from "../../packages/engine/src/routing/classify/weight-table.ts";
import {
  decodeHashes,
  decodeWeights,
  encodeHashes,
  encodeWeights,
} from "../../packages/engine/src/routing/classify/weight-text.ts";
import { DIFFICULTY_WEIGHTS } from "../../packages/engine/src/routing/classify/weights/difficulty-weights.ts";
import { TASK_WEIGHTS } from "../../packages/engine/src/routing/classify/weights/task-weights.ts";
import { expandTemplate } from "./corpus/expand-templates.ts";
import { gainCurve } from "./gain-curve.ts";
import { createRandom } from "./random.ts";
import { trainTasks } from "./train-tasks.ts";
import { coarseRow, quantizeTasks, writeWeights } from "./write-weights.ts";

const WEIGHTS = new URL("../../packages/engine/src/routing/classify/weights/", import.meta.url);

describe("training", () => {
  it("gives the same bytes twice", () => {
    const folder = mkdtempSync(join(tmpdir(), "train-routing-"));
    try {
      const once = (): string => writeWeights(folder, "task-weights", quantizeTasks(trainTasks([]), 1));
      expect(once()).toBe(once());
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  it("keeps the committed weights within 128 KB and decodable", () => {
    const bytes = ["task-weights.ts", "difficulty-weights.ts"].map(
      (name) => readFileSync(new URL(name, WEIGHTS)).length,
    );
    expect(bytes.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(131_072);
    const { space, weights } = decodeModel(TASK_WEIGHTS, DIFFICULTY_WEIGHTS);
    expect(weights.fineRows + weights.coarse.length / COARSE_WIDTH).toBe(space.layout.size);
  });

  it("documents the hashes of the committed weights", () => {
    const page = readFileSync(new URL("../../docs/routing.md", import.meta.url), "utf8");
    for (const name of ["task-weights.ts", "difficulty-weights.ts"]) {
      expect(page).toContain(
        createHash("sha256")
          .update(readFileSync(new URL(name, WEIGHTS)))
          .digest("hex"),
      );
    }
  });

  it("fills templates from a seed", () => {
    const fill = (): string => expandTemplate("[Draw|Paint] {scene} in {style}", createRandom(4));
    expect(fill()).toBe(fill());
    expect(fill()).not.toMatch(/[[\]{}]/);
    expect(() => expandTemplate("{nothing}", createRandom(1))).toThrow("unknown slot");
  });
});

describe("weight text", () => {
  it("round-trips weights and hashes", () => {
    const weights = [-44, -1, 0, 7, 44];
    expect([...decodeWeights(encodeWeights(weights))]).toEqual(weights);
    const hashes = Int32Array.from([0, -1, 1, 2_147_483_647, -2_147_483_648]);
    expect([...decodeHashes(encodeHashes(hashes))]).toEqual([...hashes]);
    expect(() => encodeWeights([60])).toThrow(RangeError);
  });
});

describe("coarse rows", () => {
  it("keep a weight to an eighth of the row's largest", () => {
    const random = createRandom(5);
    const weights = Float64Array.from({ length: 12 }, () => random.next() - 0.5);
    const read = new Float64Array(12);
    addWeights(decodeWeightTable("", coarseRow(weights), []), 0, 1, read);
    for (let k = 0; k < 12; k++) expect(Math.abs(read[k]! - weights[k]!)).toBeLessThan(0.5 / 8 + 0.01);
  });
});

describe("gainCurve", () => {
  it("is one half for a constant score and more for the true gain", () => {
    const strong = [1, 1, 1, 0, 1, 1];
    const weak = [0, 1, 0, 0, 1, 0];
    const constant = gainCurve([3, 3, 3, 3, 3, 3], strong, weak).apgr;
    expect(constant).toBeCloseTo(0.5, 10);
    const oracle = gainCurve(
      strong.map((s, i) => s - weak[i]!),
      strong,
      weak,
    );
    expect(oracle.apgr).toBeCloseTo(0.75, 10);
    expect(oracle.cpt50).toBeCloseTo(100 / 3, 5);
  });
});
