import type { Model } from "@ai-orchestrator/contract";
import type { TurnRun } from "../turn-run.ts";
import { SOON_MS } from "./latency-record.ts";

/**
 * Ms a call for a whole answer may take. Nothing tells a slow one from a dead one, so it is longer than for a first
 * token; and since such calls are made only where answers come within 30 s, few are given up for being slow. These
 * are asked for again as streams, by the next model or, without one, the same.
 */
export const WHOLE_ANSWER_MS = 120_000;

/** Tokens a second that can be counted on; what Anthropic's own clients reckon with (128,000 an hour) to refuse long whole answers. */
const LEAST_TOKENS_A_SECOND = 35;

/**
 * True where a model's answer, which nobody watches being written, may be asked for in one piece: reading one costs
 * a fraction of reading a stream. A stream shows that the model is alive, so it is asked for where the answer may take
 * long (by the limit on its length and the model's last answers), after a failure, and where the user wants silence noticed early.
 */
export function asksWhole(
  run: Pick<TurnRun, "settings" | "tally" | "request" | "shared">,
  model: Model,
  maxOutputTokens: number | undefined,
): boolean {
  const { settings, tally, request } = run;
  const { firstTokenMs, idleMs } = settings.providers[model.provider] ?? {};
  const limits = [firstTokenMs, idleMs, request.timeoutMs].filter((ms) => ms !== undefined);
  if (tally.attempts > 0 || settings.hedge.enabled || limits.some((ms) => ms < WHOLE_ANSWER_MS)) return false;
  if (run.shared.latency.answersSoon(model.key)) return true;
  return !model.local && (maxOutputTokens ?? Number.POSITIVE_INFINITY) <= (LEAST_TOKENS_A_SECOND * SOON_MS) / 1000;
}
