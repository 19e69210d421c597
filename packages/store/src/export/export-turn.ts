import type { StoredTurn } from "@ai-orchestrator/contract";
import { hasTokens, textOf } from "./describe-turn.ts";
import { markdownParts } from "./markdown-export.ts";
import { redactValues } from "./redact-values.ts";

/** What a single answer's file needs; a turn that was never stored will do. */
export type ExportableTurn = Pick<StoredTurn, "createdAt" | "question" | "answer"> &
  Partial<Pick<StoredTurn, "model" | "provider" | "latencyMs" | "usage" | "cost">>;

/** One question and answer in the layouts of `-o answer.md` and `-o answer.json`. */
export function exportTurn(
  turn: ExportableTurn,
  format: "markdown" | "json",
  redact?: (text: string) => string,
): string {
  const shown = redact === undefined ? turn : redactValues(turn, redact);
  return format === "json" ? jsonTurn(shown) : markdownTurn(shown);
}

function jsonTurn(turn: ExportableTurn): string {
  const { model, provider, usage, cost } = turn;
  const data = {
    date: turn.createdAt,
    model,
    provider,
    latency_ms: turn.latencyMs,
    prompt: textOf(turn.question),
    response: textOf(turn.answer),
    usage,
    cost,
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function markdownTurn(turn: ExportableTurn): string {
  const facts = [
    `**Date:** ${turn.createdAt.slice(0, 16).replace("T", " ")} UTC`,
    ...(turn.model === undefined
      ? []
      : [`**Model:** ${turn.model}${turn.provider === undefined ? "" : ` (${turn.provider})`}`]),
    ...(turn.latencyMs === undefined ? [] : [`**Latency:** ${Math.round(turn.latencyMs)} ms`]),
  ];
  const tokens = hasTokens(turn)
    ? ["---", `*Tokens: ${turn.usage.inputTokens} in, ${turn.usage.outputTokens} out*`]
    : [];
  return `${["# AI Response", facts.join("  \n"), "## Prompt", ...markdownParts(turn.question), "## Response", ...markdownParts(turn.answer), ...tokens].join("\n\n")}\n`;
}
