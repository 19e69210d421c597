import { TASKS, type Cost, type Decision, type Dial, type Scored, type Task } from "@ai-orchestrator/contract";
import { difficultyWord } from "./routed-difficulty.ts";

/** One line of an explanation; `kind` lets a surface lay it out its own way. */
export interface ExplanationLine {
  readonly kind:
    | "choice"
    | "task"
    | "cue"
    | "difficulty"
    | "reason"
    | "chain"
    | "runner-up"
    | "fallbacks"
    | "counterfactual"
    | "rejected"
    | "notice"
    | "cost";
  readonly text: string;
}

/** A decision in sentences a person reads, most important first. Pure: says only what the decision holds. */
export function explainDecision(decision: Decision): readonly ExplanationLine[] {
  return [
    {
      kind: "choice",
      text: `${decision.model} (${decision.provider}), decided by ${decision.decidedBy}, dial at ${decision.dial}.`,
    },
    ...decision.reasons.map((reason) => line("reason", `${reason.stage}: ${reason.text}`)),
    { kind: "task", text: `Task: ${topTasks(decision)}.` },
    ...cueLines(decision),
    {
      kind: "difficulty",
      text: `Difficulty ${decision.difficulty.toFixed(2)}: ${difficultyWord(decision.difficulty)}; the chance that a cheap model fails.`,
    },
    ...(decision.chain === undefined
      ? []
      : [
          line(
            "chain",
            `Chain ${decision.chain.recipe}: ${decision.chain.steps.map((step) => `${step.role} by ${step.model}`).join(", then ")}.`,
          ),
        ]),
    {
      kind: "cost",
      text: `Expected: ${expectation(decision.expected)}; about ${decision.estimatedInputTokens} tokens in, ${money(decision.estimatedCost)} ${decision.cascade !== undefined ? "if all are asked" : "in all"}.`,
    },
    ...(decision.routerCost === undefined ? [] : [line("cost", `The LLM router cost ${money(decision.routerCost)}.`)]),
    ...decision.runnersUp.map((scored) => line("runner-up", `Runner-up ${scored.model}: ${expectation(scored)}.`)),
    ...(decision.fallbacks.length === 0
      ? []
      : [
          line(
            "fallbacks",
            `${decision.cascade !== undefined ? "If that is not good enough" : "If it fails"}: ${decision.fallbacks.join(", then ")}.`,
          ),
        ]),
    ...counterfactualLines(decision),
    ...decision.rejected.map((rejection) => line("rejected", `Not possible: ${rejection.why}.`)),
    ...decision.notices.map((notice) => line("notice", notice)),
  ];
}

/** Why a model did not answer, from the decision alone; undefined if the decision says nothing about it. */
export function explainAbsence(
  decision: Decision,
  model: { readonly key: string; readonly provider: string },
): string | undefined {
  const rejection = decision.rejected.find(({ model: name }) => name === model.key || name === `${model.provider}/*`);
  if (rejection !== undefined) return `${rejection.why}.`;
  const weighed = decision.runnersUp.find((scored) => scored.model === model.key);
  if (weighed === undefined) return decision.fallbacks.includes(model.key) ? `${model.key} is a fallback.` : undefined;
  const gap = decision.expected.utility - weighed.utility;
  return gap >= 0
    ? `${model.key} came out ${(100 * gap).toFixed(1)} points behind ${decision.model}: ${expectation(weighed)}.`
    : `${model.key} promised ${(100 * -gap).toFixed(1)} points more, not enough to overrule: ${decision.reasons.map((reason) => reason.text).join("; ")}.`;
}

function line(kind: ExplanationLine["kind"], text: string): ExplanationLine {
  return { kind, text };
}

function topTasks(decision: Decision): string {
  const ranked = TASKS.toSorted((a: Task, b: Task) => decision.tasks[b] - decision.tasks[a]).slice(0, 3);
  const shares = ranked.map((task) => `${task} ${Math.round(100 * decision.tasks[task])} %`).join(", ");
  const also =
    decision.also === undefined || decision.also.length === 0 ? "" : `; also asks for ${decision.also.join(" and ")}`;
  return `${decision.task} (${shares}${also})`;
}

const MOST_CUES = 4;

/** Only what stands in the prompt is quoted; a property ("a question") is named. */
function cueLines(decision: Decision): readonly ExplanationLine[] {
  return decision.cues
    .slice(0, MOST_CUES)
    .map((cue) =>
      line(
        "cue",
        `${cue.span === undefined ? cue.text : `“${cue.text}”`} speaks ${cue.weight >= 0 ? "for" : "against"} ${cue.task} (${cue.weight >= 0 ? "+" : "−"}${Math.abs(cue.weight).toFixed(2)})`,
      ),
    );
}

function expectation(scored: Scored): string {
  return `quality ${scored.quality.toFixed(2)}, ${money(scored.cost)}, ${(scored.latencyMs / 1000).toFixed(1)} s`;
}

/** Dollars with as many places as matter; unknown is said, never shown as free. */
function money(cost: Cost): string {
  if (cost.usd === null) return "price unknown";
  if (cost.usd === 0) return "free";
  return cost.usd < 0.01 ? `${(100 * cost.usd).toPrecision(2)} ¢` : `$${cost.usd.toFixed(3)}`;
}

const DIALS: readonly Dial[] = ["economy", "balanced", "best"];

function counterfactualLines(decision: Decision): readonly ExplanationLine[] {
  const others = decision.counterfactual;
  if (others === undefined) return [];
  return DIALS.flatMap((dial) => {
    const model = others[dial];
    if (model === undefined) return [];
    return [
      line(
        "counterfactual",
        model === decision.model ? `With the dial at ${dial}: the same.` : `With the dial at ${dial}: ${model}.`,
      ),
    ];
  });
}
