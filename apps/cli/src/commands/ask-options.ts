import {
  OrchestratorError,
  TASKS,
  type ReasoningEffort,
  type Task,
  type TurnPolicy,
  type TurnRequest,
} from "@ai-orchestrator/contract";
import { Command, InvalidArgumentError, Option } from "commander";
import type { GlobalOptions } from "../global-options.ts";

/** Options of every command that asks a model. */
export interface AskOptions extends GlobalOptions {
  readonly model?: string;
  readonly local?: boolean;
  readonly cheap?: boolean;
  readonly best?: boolean;
  readonly output?: string;
  readonly force?: boolean;
  readonly incognito?: boolean;
  readonly system?: string;
  readonly file?: readonly string[];
  readonly allowUrls?: boolean;
  readonly think?: boolean;
  readonly effort?: ReasoningEffort;
  readonly web?: boolean;
  readonly maxCost?: number;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly timeout?: number;
  readonly stream?: boolean;
  readonly jsonl?: boolean;
  readonly raw?: boolean;
  readonly continue?: boolean;
  readonly conversation?: string;
  readonly task?: Task;
  readonly cascade?: boolean;
  readonly redact?: boolean;
  readonly save?: boolean;
}

/** A whole number in a range, or commander's usage error. */
export function wholeNumberBetween(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = numberBetween(low, high)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };
}

/** An option that takes one of these words only. */
export function choice(flags: string, text: string, words: readonly string[]): Option {
  return new Option(flags, text).choices(words);
}

/** A date as the store reads it, or commander's usage error. */
export function dateText(text: string): string {
  if (!/^\d{4}-\d\d(-\d\d(T[\d:.]+Z?)?)?$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("Write the date as 2026-01-31.");
  return text;
}

/** A number in a range, or commander's usage error. */
export function numberBetween(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < low || value > high) {
      throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`);
    }
    return value;
  };
}

/** Adds the options about what is asked and of whom, and how the answer is had and shown. */
export function addAskOptions(command: Command): Command {
  return addAnswerOptions(addQuestionOptions(command));
}

/** What has a part in the choice of a model. */
function addQuestionOptions(command: Command): Command {
  return command
    .option("-m, --model <model>", "the model: a key, an alias, provider/model, or auto")
    .option("-l, --local", "only models on this machine; fails rather than leave it")
    .option("-c, --cheap", "prefer cheap models")
    .option("--best", "prefer the best models")
    .option("-s, --system <text>", "system prompt")
    .option(
      "-f, --file <path>",
      "attach a file, picture, PDF or folder (repeatable)",
      (name: string, all: string[] = []) => [...all, name],
    )
    .option("--allow-urls", "let --file fetch web addresses from this machine")
    .option("--think", "ask the model to reason, and show it")
    .addOption(choice("--effort <effort>", "how hard to think", ["none", "minimal", "low", "medium", "high"]))
    .option("--web", "search the web")
    .addOption(choice("--task <task>", "say what kind of work it is instead of guessing", TASKS))
    .option("--max-cost <usd>", "most this turn may cost, in dollars", numberBetween(0, 1_000_000))
    .option("--max-tokens <n>", "most tokens the answer may have", wholeNumberBetween(1, 10_000_000))
    .option("--cascade", "try a cheap model first; if its answer does not pass a check, ask a stronger one")
    .option("--no-cascade", "not so, whatever config says")
    .option("-i, --incognito", "keep nothing of this turn")
    .option("--redact", "hide secrets in what is piped in or attached, and say what was hidden");
}

function addAnswerOptions(command: Command): Command {
  return command
    .option("--temperature <t>", "0 to 2", numberBetween(0, 2))
    .option("--timeout <seconds>", "whole turn, retries included", numberBetween(0.1, 86_400))
    .option("--no-stream", "print the answer when it is whole")
    .option("--jsonl", "print every event as one JSON line")
    .option("--raw", "model text exactly as it came, control sequences included");
}

/**
 * Adds the options for asking which model would answer. Those about the answer are taken without effect, so that `route` can
 * be put before any question as it stands, and are not shown.
 */
export function addRouteOptions(command: Command): Command {
  addQuestionOptions(command);
  const silent = addAnswerOptions(new Command()).options.filter((option) => option.long !== "--jsonl");
  for (const option of silent) command.addOption(option.hideHelp());
  return command.option("--jsonl", 'read {"prompt"} lines, and print one decision a line');
}

/** The turn policy these options ask for. Throws `invalid_input` for options that contradict each other. */
export function policyOf(options: AskOptions): TurnPolicy {
  if (options.json && options.jsonl) {
    throw new OrchestratorError("invalid_input", "--json and --jsonl contradict each other.", {
      suggestion: "Choose one: --json prints one object at the end, --jsonl every event.",
    });
  }
  if (options.cheap && options.best) {
    throw new OrchestratorError("invalid_input", "--cheap and --best contradict each other.", {
      suggestion: "Choose one.",
    });
  }
  return {
    ...(options.local ? { localOnly: true } : {}),
    ...(options.incognito ? { incognito: true } : {}),
    ...(options.cheap ? { dial: "economy" as const } : {}),
    ...(options.best ? { dial: "best" as const } : {}),
    ...(options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost }),
  };
}

/** The request these options and this prompt make, attachments apart. */
export function requestOf(prompt: string, options: AskOptions): TurnRequest {
  const { effort } = options;
  return {
    prompt,
    policy: policyOf(options),
    client: "cli",
    save: options.save !== false,
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.system === undefined ? {} : { system: options.system }),
    ...(options.think ? { think: true } : {}),
    ...(effort === undefined ? {} : { reasoning: { effort } }),
    ...(options.web ? { web: true } : {}),
    ...(options.maxTokens === undefined ? {} : { maxOutputTokens: options.maxTokens }),
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    ...(options.timeout === undefined ? {} : { timeoutMs: options.timeout * 1000 }),
    ...(options.task === undefined ? {} : { task: options.task }),
    ...(options.cascade === undefined ? {} : { cascade: options.cascade }),
  };
}
