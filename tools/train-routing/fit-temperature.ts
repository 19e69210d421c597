import { TASKS } from "@ai-orchestrator/contract";
import type { HeldOutPrediction } from "./leave-source-out.ts";

/**
 * The softmax temperature that makes predictions on left-out sources likeliest, each source counting alike
 * (temperature scaling, Guo et al. 2017).
 */
export function fitTemperature(predictions: readonly HeldOutPrediction[]): number {
  let best = 1;
  let lowest = Infinity;
  for (let temperature = 0.6; temperature <= 3; temperature += 0.05) {
    const loss = meanLoss(predictions, temperature);
    if (loss < lowest) {
      lowest = loss;
      best = temperature;
    }
  }
  return Number(best.toFixed(2));
}

function meanLoss(predictions: readonly HeldOutPrediction[], temperature: number): number {
  const sources = new Map<string, { loss: number; n: number }>();
  for (const { row, probabilities } of predictions) {
    const at = retemper(probabilities, temperature)[TASKS.indexOf(row.task)]!;
    const entry = sources.get(row.source) ?? { loss: 0, n: 0 };
    entry.loss -= Math.log(Math.max(1e-9, at));
    entry.n++;
    sources.set(row.source, entry);
  }
  return [...sources.values()].reduce((sum, { loss, n }) => sum + loss / n, 0) / sources.size;
}

/** Probabilities at another temperature. */
export function retemper(probabilities: Float64Array, temperature: number): Float64Array {
  const powered = probabilities.map((p) => Math.max(p, 1e-12) ** (1 / temperature));
  const sum = powered.reduce((total, p) => total + p, 0);
  return powered.map((p) => p / sum);
}
