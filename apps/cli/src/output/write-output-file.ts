import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { OrchestratorError, type TurnState } from "@ai-orchestrator/contract";
import { writeFileDurably } from "ai-orchestrator/files";
import { isImageFile } from "./save-images.ts";
import { answerText } from "./turn-json.ts";
import { refuseToReplace } from "./refuse-to-replace.ts";
import { formatCost, formatDuration, formatUsage } from "./turn-summary.ts";

/** Refuses, before anything is asked, an `-o` file that cannot be written or would be overwritten. Throws `invalid_input`. */
export function checkOutputFile(file: string, force: boolean): void {
  const extension = path.extname(file).toLowerCase();
  if (![".md", ".markdown", ".json", ".txt"].includes(extension) && !isImageFile(file)) {
    throw new OrchestratorError("invalid_input", `Cannot tell the format of ${file}.`, {
      suggestion: "End the name in .md, .json or .txt; for pictures in .png, .jpg or .webp.",
    });
  }
  refuseToReplace(file, force);
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) {
    throw new OrchestratorError("invalid_input", `There is no folder ${folder}.`, { suggestion: "Create it first." });
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new OrchestratorError("invalid_input", `${folder} cannot be written.`, {
      suggestion: "Choose another folder, or change its permissions.",
      cause: error,
    });
  }
}

/** Writes the turn to `file` by its ending, whole or not at all. Throws `storage`; the answer is then still on stdout. */
export function writeOutputFile(
  file: string,
  turn: { readonly prompt: string; readonly state: TurnState; readonly at: Date },
): void {
  const extension = path.extname(file).toLowerCase();
  const text =
    extension === ".json"
      ? jsonFile(turn)
      : extension === ".txt"
        ? `${answerText(turn.state.parts)}\n`
        : markdownFile(turn);
  writeFileDurably(
    file,
    text,
    "The answer is printed and in the history: free some space, then aio export last -o FILE.",
  );
}

interface Turn {
  readonly prompt: string;
  readonly state: TurnState;
  readonly at: Date;
}

function jsonFile({ prompt, state, at }: Turn): string {
  const { usage } = state;
  const file = {
    date: at.toISOString(),
    model: state.model,
    provider: state.provider,
    latency_ms: state.latencyMs,
    prompt,
    response: answerText(state.parts),
    usage: {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cached_tokens: usage.cacheReadTokens,
      reasoning_tokens: usage.reasoningTokens,
    },
    cost_usd: state.cost.usd,
    sources: state.parts.filter((part) => part.type === "source").map(({ type: _type, ...source }) => source),
    ...(state.demo ? { demo: true } : {}),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function markdownFile({ prompt, state, at }: Turn): string {
  const sources = state.parts.filter((part) => part.type === "source");
  const lines = [
    `# AI Orchestrator${state.demo ? " (demo)" : ""}`,
    "",
    `- Date: ${at.toISOString()}`,
    `- Model: ${state.model ?? "none"} (${state.provider ?? "none"})`,
    `- Latency: ${formatDuration(state.latencyMs ?? 0)}`,
    "",
    "## Prompt",
    "",
    prompt,
    "",
    "## Response",
    "",
    answerText(state.parts),
    ...(sources.length === 0
      ? []
      : [
          "",
          "## Sources",
          "",
          ...sources.map(
            (source, index) =>
              `${index + 1}. ${source.title ?? source.url ?? source.id}${source.url === undefined ? "" : ` <${source.url}>`}`,
          ),
        ]),
    "",
    `Tokens: ${formatUsage(state.usage)}. Cost: ${formatCost(state.cost)}.`,
    "",
  ];
  return lines.join("\n");
}
