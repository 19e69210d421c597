import { logit, sigmoid } from "../capability/capability-table.ts";

/** Logits of difficulty a unit of effort is worth, and the effort of a usual prompt. */
const EFFORT_SLOPE = 2;
const USUAL_EFFORT = 0.2;

/** The classifier knows how often a cheap model fails at such a task; what this very prompt asks for moves that. */
export function routedDifficulty(difficulty: number, effort: number): number {
  return sigmoid(logit(Math.min(0.95, Math.max(0.03, difficulty))) + EFFORT_SLOPE * (effort - USUAL_EFFORT));
}

/** How hard in a word. */
export function difficultyWord(difficulty: number): "simple" | "medium" | "hard" {
  if (difficulty < 0.25) return "simple";
  return difficulty < 0.5 ? "medium" : "hard";
}
