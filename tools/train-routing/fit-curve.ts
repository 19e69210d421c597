import type { DifficultyCurve } from "../../packages/engine/src/routing/classify/trained-model.ts";

/** Isotonic regression by pooling adjacent violators (Barlow et al. 1972), thinned to at most `knots` knots. */
export function fitIsotonic(scores: readonly number[], outcomes: readonly number[], knots = 9): DifficultyCurve {
  const order = scores.map((_, i) => i).toSorted((a, b) => scores[a]! - scores[b]! || a - b);
  const blocks: { sum: number; n: number; score: number }[] = [];
  for (const i of order) {
    blocks.push({ sum: outcomes[i]!, n: 1, score: scores[i]! });
    while (blocks.length > 1 && mean(blocks.at(-2)!) >= mean(blocks.at(-1)!)) {
      const last = blocks.pop()!;
      const before = blocks.at(-1)!;
      before.score = (before.score * before.n + last.score * last.n) / (before.n + last.n);
      before.sum += last.sum;
      before.n += last.n;
    }
  }
  const merged = mergeSmall(blocks, Math.max(12, Math.floor(scores.length / knots)));
  return {
    scores: merged.map((block) => round(block.score)),
    probabilities: merged.map((block) => round((block.sum + 0.5) / (block.n + 1))),
    rows: scores.length,
  };
}

function mean(block: { readonly sum: number; readonly n: number }): number {
  return block.sum / block.n;
}

function mergeSmall(blocks: readonly { sum: number; n: number; score: number }[], least: number): typeof merged {
  const merged: { sum: number; n: number; score: number }[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    if (last === undefined || last.n >= least) merged.push({ ...block });
    else {
      last.score = (last.score * last.n + block.score * block.n) / (last.n + block.n);
      last.sum += block.sum;
      last.n += block.n;
    }
  }
  return merged;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
