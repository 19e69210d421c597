import { TASKS, type Task } from "@ai-orchestrator/contract";
import { ENGLISH_TALK } from "./corpus/english-talk.ts";
import { ENGLISH_TEXTS } from "./corpus/english-texts.ts";
import { ENGLISH_WORK } from "./corpus/english-work.ts";
import { expandTemplate, variety } from "./corpus/expand-templates.ts";
import { languagePrompts, OTHER_LANGUAGES } from "./corpus/other-languages.ts";
import { createRandom, type Random } from "./random.ts";
import { isAuthored, type TaskRow } from "./read-rows.ts";
import { hashWord } from "../../packages/engine/src/routing/classify/scan-prompt.ts";
import { wrapPrompt } from "./wrap-prompt.ts";
import { VARIATIONS } from "./vary-prompt.ts";

/** One training prompt. */
export interface WeightedPrompt {
  readonly prompt: string;
  readonly label: number;
  readonly weight: number;
  /** Prompts of one template or one near-duplicate group; what a feature must recur across. */
  readonly family: string;
  readonly isVariation: boolean;
}

/** How the parts of the training mix weigh. */
export interface Mix {
  readonly expansions: number;
  readonly variations: number;
  readonly templateWeight: number;
  readonly languageWeight: number;
  readonly devWeight: number;
  /** Weight of a prompt written for this project by an author of its own. */
  readonly authorWeight: number;
  /** Weight of a mistyped copy beside its prompt's. */
  readonly typoWeight: number;
  /** How common each task is taken to be. */
  readonly prior: Readonly<Record<Task, number>>;
}

/** Templates expanded, prompts in other languages, and the given rows, each with meaning-preserving variations. */
export function composeTraining(rows: readonly TaskRow[], mix: Mix, seed: number): WeightedPrompt[] {
  const random = createRandom(seed);
  const plain = [...templatePrompts(mix, seed), ...foreignPrompts(mix), ...devPrompts(rows, mix)];
  const varied = plain.flatMap((prompt, position) => vary(prompt, position, mix, random));
  return balance([...plain, ...varied], mix);
}

/** Every template draws from a stream of its own, so that a new one leaves what the others say as it was. */
function templatePrompts(mix: Mix, seed: number): WeightedPrompt[] {
  const prompts: WeightedPrompt[] = [];
  const books: Readonly<Record<string, string>> = { ...ENGLISH_WORK, ...ENGLISH_TEXTS, ...ENGLISH_TALK };
  TASKS.forEach((task, label) => {
    const templates = (books[task] ?? "").split("\n").filter((line) => line.trim() !== "");
    templates.forEach((template, position) => {
      const count = Math.max(1, Math.min(mix.expansions, Math.ceil(variety(template) / 3)));
      const random = createRandom(seed + hashWord(template));
      for (let i = 0; i < count; i++) {
        const prompt = expandTemplate(template, random);
        const weight = mix.templateWeight / count;
        prompts.push({ prompt, label, weight, family: `${task}:${position}`, isVariation: false });
      }
    });
  });
  return prompts;
}

function foreignPrompts(mix: Mix): WeightedPrompt[] {
  return Object.keys(OTHER_LANGUAGES).flatMap((language) =>
    languagePrompts(language).map(({ task, prompt }) => ({
      prompt,
      label: TASKS.indexOf(task),
      weight: mix.languageWeight,
      family: `${language}:${prompt}`,
      isVariation: false,
    })),
  );
}

/** Rows whose first words are alike share a family and its weight, so that templates in the data do not shout. */
function devPrompts(rows: readonly TaskRow[], mix: Mix): WeightedPrompt[] {
  const families = rows.map((row) => `${row.source}:${row.task}:${opening(row.prompt)}`);
  const sizes = new Map<string, number>();
  for (const family of families) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  return rows.map((row, i) => ({
    prompt: row.prompt,
    label: TASKS.indexOf(row.task),
    weight: isAuthored(row) ? mix.authorWeight : mix.devWeight / Math.sqrt(sizes.get(families[i]!)!),
    family: families[i]!,
    isVariation: false,
  }));
}

function opening(prompt: string): string {
  return prompt.toLowerCase().split(/\s+/).slice(0, 3).join(" ");
}

/** Tasks that come in the frames of tests and programs. */
const WRAPPED: readonly Task[] = [
  "code",
  "math",
  "reasoning",
  "knowledge",
  "extraction",
  "writing",
  "translation",
  "summarization",
];

/** Case, spaces and courtesies are handled by reading; slips have to be learned as well. */
const TYPOS = VARIATIONS.find((variation) => variation.name === "3 % typos")!;

const OTHER_WEIGHT = 0.5;

function vary(prompt: WeightedPrompt, position: number, mix: Mix, random: Random): WeightedPrompt[] {
  const varied: WeightedPrompt[] = [];
  const label = TASKS[prompt.label]!;
  for (let i = 0; i < mix.variations; i++) {
    const variation = i === 0 || i >= 3 ? TYPOS : VARIATIONS[(position + i * 3) % VARIATIONS.length]!;
    const isWrapped = i === 1 && WRAPPED.includes(label) && position % 2 === 0;
    const text = isWrapped ? wrapPrompt(prompt.prompt, random) : variation.apply(prompt.prompt, random);
    const share = variation === TYPOS && !isWrapped ? mix.typoWeight : OTHER_WEIGHT;
    if (text !== prompt.prompt)
      varied.push({ ...prompt, prompt: text, weight: prompt.weight * share, isVariation: true });
  }
  return varied;
}

/** Scales weights so that each task has the share its prior gives it. */
function balance(prompts: readonly WeightedPrompt[], mix: Mix): WeightedPrompt[] {
  const totals = new Float64Array(TASKS.length);
  for (const { label, weight } of prompts) totals[label]! += weight;
  const scale = TASKS.map((task, label) => (mix.prior[task] * prompts.length) / Math.max(1e-9, totals[label]!));
  return prompts.map((prompt) => ({ ...prompt, weight: prompt.weight * scale[prompt.label]! }));
}
