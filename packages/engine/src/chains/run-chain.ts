import { OrchestratorError, toOrchestratorError, type Decision, type ChainStep } from "@ai-orchestrator/contract";
import type { Answer } from "../turns/attempts/answer-plan.ts";
import { askCandidates } from "../turns/attempts/ask-candidates.ts";
import { planAnswer } from "../turns/plan-answer.ts";
import type { PreparedTurn } from "../turns/prepared-turn.ts";
import type { TurnRun } from "../turns/turn-run.ts";
import { stepRole, type StepRole } from "./step-roles.ts";
import { materialText, type StepMaterial } from "./step-material.ts";

/**
 * Answers a turn by several models in sequence. Every event carries its step's index; the last step's answer is the
 * turn's. A step that fails with all its models is left out where its recipe allows that, visibly; otherwise throws.
 */
export async function runChain(
  run: TurnRun,
  prepared: PreparedTurn,
  chain: NonNullable<Decision["chain"]>,
): Promise<Answer> {
  const materials: StepMaterial[] = [];
  for (const [index, planned] of chain.steps.entries()) {
    const isLast = index === chain.steps.length - 1;
    const step = stepRole(planned.role, { index, count: chain.steps.length });
    try {
      const answer = await runStep(run, prepared, { index, isLast, planned, step, materials });
      if (isLast) return answer;
      materials.push(material(run, { step, model: answer.model.key }));
    } catch (thrown) {
      const error = toOrchestratorError(thrown);
      run.writer.forStep(index).emit({ type: "step-end", ok: false, error: error.toJSON() });
      if (isLast || step.onFailure === "fail" || run.signal.aborted || error.code === "budget_exceeded") throw error;
      void run.writer.emit({
        type: "status",
        phase: step.phase,
        message: `${step.title} failed: ${error.message} Going on without it.`,
      });
      materials.push(material(run, { step, model: planned.model, error }));
    }
  }
  throw new OrchestratorError("internal", `The chain ${chain.recipe} has no steps.`);
}

interface StepJob {
  readonly index: number;
  readonly isLast: boolean;
  readonly planned: ChainStep;
  readonly step: StepRole;
  readonly materials: readonly StepMaterial[];
}

async function runStep(
  run: TurnRun,
  prepared: PreparedTurn,
  { index, isLast, planned, step, materials }: StepJob,
): Promise<Answer> {
  const writer = run.writer.forStep(index);
  const models = [planned.model, ...planned.fallbacks];
  const provider = run.deps.catalogue.get(planned.model)?.provider ?? "";
  void writer.emit({ type: "step-start", role: step.role, title: step.title, model: planned.model, provider });
  void writer.emit({ type: "status", phase: step.phase, message: step.title });
  const plan = planAnswer(run, prepared, {
    models,
    writer,
    phase: step.phase,
    thinks: run.request.think ?? step.phase === "thinking",
    searches: step.web ?? false,
    step: {
      instruction: step.instruction,
      material: step.takesEarlier ? materialText(materials, run.deps.randomness.id()) : undefined,
      isAnswer: isLast,
    },
  });
  const answer = await askCandidates(run, plan);
  void writer.emit({ type: "step-end", ok: true });
  return answer;
}

/** What a step hands on: what it wrote, unless the analyzer blocks it, and a note where it is incomplete. */
function material(
  run: TurnRun,
  { step, model, error }: { readonly step: StepRole; readonly model: string; readonly error?: OrchestratorError },
): StepMaterial {
  const parts = run.writer.state().parts;
  const text = parts
    .flatMap((part) => (part.type === "text" ? [part.text] : part.type === "source" ? [part.snippet ?? ""] : []))
    .join("\n");
  const alerts =
    text === ""
      ? []
      : run.deps.security.analyze({ text, source: step.web ? "search_result" : "response", turnId: run.writer.turnId });
  for (const alert of alerts) void run.writer.emit({ type: "alert", alert });
  const isBlocked = alerts.some((alert) => alert.action === "block");
  const note = isBlocked
    ? "Withheld: the security analyzer blocked what this step found."
    : error === undefined
      ? undefined
      : `This step failed (${error.code}); what it would have found is missing. Say so where it matters.`;
  return { role: step.role, model, parts: isBlocked ? [] : parts, ...(note === undefined ? {} : { note }) };
}
