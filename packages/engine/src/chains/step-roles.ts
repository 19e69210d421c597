import type { TurnPhase } from "@ai-orchestrator/contract";

/** What the model of one chain step is asked to do with the question and what earlier steps found. Which model that is, routing decides. */
export interface StepRole {
  readonly role: string;
  /** Shown to the user. */
  readonly title: string;
  readonly phase: Extract<TurnPhase, "searching" | "thinking" | "generating">;
  /** Added to the system prompt of this step. */
  readonly instruction: string;
  /** Search the web where the model can. */
  readonly web?: boolean;
  /** Gets the outputs of earlier steps as material. */
  readonly takesEarlier: boolean;
  /** If the step fails with all its models: go on without it, or end the turn. The last step always ends it. */
  readonly onFailure: "continue" | "fail";
}

/** The roles that recipes are made of. */
export const STEP_ROLES: Readonly<Record<string, StepRole>> = {
  search: {
    role: "search",
    title: "Searching the web",
    phase: "searching",
    instruction:
      "Find what is needed to answer the question. Report facts with their dates and sources, disagreements between sources included. Do not answer the question itself.",
    web: true,
    takesEarlier: false,
    onFailure: "continue",
  },
  analysis: {
    role: "analysis",
    title: "Analysing what was found",
    phase: "generating",
    instruction:
      "Answer the question from the material that an earlier step found. Name the sources you rely on. Say what the material leaves open.",
    takesEarlier: true,
    onFailure: "fail",
  },
  draft: {
    role: "draft",
    title: "Drafting",
    phase: "generating",
    instruction: "Write a complete first answer. Another model will review it.",
    takesEarlier: true,
    onFailure: "fail",
  },
  review: {
    role: "review",
    title: "Reviewing",
    phase: "generating",
    instruction:
      "An earlier step drafted an answer. Check it for errors, gaps and unclear passages, then give the final, corrected answer in full. Do not describe the review.",
    takesEarlier: true,
    onFailure: "fail",
  },
  reason: {
    role: "reason",
    title: "Working it out",
    phase: "thinking",
    instruction:
      "Work the problem out step by step. Give the result and the reasons that carry it, in short notes. Another model will write the answer.",
    takesEarlier: true,
    onFailure: "continue",
  },
  write: {
    role: "write",
    title: "Writing",
    phase: "generating",
    instruction:
      "Write the answer for the reader from the notes of an earlier step. Keep its results; correct them only where they are plainly wrong, and say so.",
    takesEarlier: true,
    onFailure: "fail",
  },
};

/** The role by its name; a sensible one for a role that config invented. */
export function stepRole(role: string, position: { readonly index: number; readonly count: number }): StepRole {
  const known = Object.hasOwn(STEP_ROLES, role) ? STEP_ROLES[role] : undefined;
  if (known !== undefined) return known;
  const isLast = position.index === position.count - 1;
  return {
    role,
    title: `Step ${position.index + 1}: ${role}`,
    phase: "generating",
    instruction: isLast
      ? `Give the final answer. Your part: ${role}.`
      : `Do one part of the work: ${role}. Another model goes on from what you write.`,
    takesEarlier: true,
    onFailure: isLast ? "fail" : "continue",
  };
}
