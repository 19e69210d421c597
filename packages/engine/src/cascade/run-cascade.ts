import { messageText, OrchestratorError, toOrchestratorError, type Decision } from "@ai-orchestrator/contract";
import type { Answer, AnswerPlan } from "../turns/attempts/answer-plan.ts";
import { announceFailover, askCandidates } from "../turns/attempts/ask-candidates.ts";
import { mayFailOver } from "../turns/attempts/failure-policy.ts";
import type { TurnRun } from "../turns/turn-run.ts";
import type { TurnWriter } from "../turns/turn-writer.ts";
import { askJudge } from "./ask-judge.ts";
import { checkAnswer, type FoundFlaw } from "./check-answer.ts";
import { holdContent, type HeldAnswer } from "./hold-content.ts";

/** How these models are asked, and who writes what they say. */
export type PlanFor = (models: readonly string[], writer: TurnWriter) => AnswerPlan;

/**
 * Answers a turn by its cheap model first, whose answer is kept back until it was looked at; where something is wrong with
 * it, or it gives none, the decision's further models are asked in order. The move is a `failover` like any other. If they
 * all fail before a word is shown, the first answer stands, flaw and all: it is better than none.
 */
export async function runCascade(
  run: TurnRun,
  job: { readonly decision: Decision; readonly question: string },
  planFor: PlanFor,
): Promise<Answer> {
  const { decision } = job;
  const { writer } = run;
  const further = planFor(decision.fallbacks, writer);
  const next = further.candidates[0];
  const held = holdContent(writer);
  const plan: AnswerPlan = { ...planFor([decision.model], held.writer), isHeld: true };
  const first = await tryFirst(run, plan, further);
  if ("answer" in first) {
    const flaw = flawOf(run, held, first.answer) ?? (await judged(run, held, job));
    if (flaw === undefined || next === undefined) {
      await held.release();
      return first.answer;
    }
    const error = new OrchestratorError("bad_response", `Its answer ${flaw.text}.`, { details: { check: flaw.flaw } });
    announceFailover(further, { from: decision.model, to: next, error });
  } else if (next !== undefined) {
    announceFailover(further, { from: decision.model, to: next, error: first.error });
  }
  try {
    return await askCandidates(run, further);
  } catch (thrown) {
    const isShown = writer.state().parts.length > 0;
    if (run.signal.aborted || isShown || !("answer" in first) || held.state().parts.length === 0) throw thrown;
    const error = toOrchestratorError(thrown);
    const from = writer.state().model ?? decision.model;
    void writer.emit({ type: "failover", from, to: decision.model, error: error.toJSON() });
    await held.release();
    return first.answer;
  }
}

/** The first model's answer, or why it gave none. Throws where another model may not be asked instead. */
async function tryFirst(
  run: TurnRun,
  plan: AnswerPlan,
  further: AnswerPlan,
): Promise<{ readonly answer: Answer } | { readonly error: OrchestratorError }> {
  try {
    return { answer: await askCandidates(run, plan) };
  } catch (thrown) {
    const error = toOrchestratorError(thrown);
    const [model] = plan.candidates;
    const [next] = further.candidates;
    if (run.signal.aborted || model === undefined || next === undefined) throw thrown;
    if (!mayFailOver(error, model, next, run.settings.failOverOnFilter)) throw thrown;
    return { error };
  }
}

/** What a judge has against an answer in which nothing wrong can be seen, where there is one. */
async function judged(
  run: TurnRun,
  held: HeldAnswer,
  { decision, question }: { readonly decision: Decision; readonly question: string },
): Promise<FoundFlaw | undefined> {
  const judge = decision.cascade?.judge;
  const text = messageText({ role: "assistant", parts: held.state().parts });
  return judge === undefined || text === "" ? undefined : askJudge(run, judge, { question, text });
}

/** What is wrong with the first answer. One that a filter stopped is another model's only where the user lets it be. */
function flawOf(run: TurnRun, held: HeldAnswer, answer: Answer): FoundFlaw | undefined {
  const found = checkAnswer({ parts: held.state().parts, finishReason: answer.end.reason }, run.request);
  return found?.flaw === "filtered" && !run.settings.failOverOnFilter ? undefined : found;
}
