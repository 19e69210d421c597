import type { Task } from "@ai-orchestrator/contract";
import type { Band } from "./default-plans.ts";
import { EFFORT_WORDS } from "./effort-words.ts";
import { difficultyWord, routedDifficulty } from "./routed-difficulty.ts";

/** How much work a prompt asks for, from facts that can be pointed at. */
export interface PromptEffort {
  /** 0–1. */
  readonly effort: number;
  readonly band: Band;
  /** Completes "an advanced prompt because …"; undefined for a standard one. */
  readonly because: string | undefined;
}

/** What effort is judged from. */
export interface EffortSubject {
  readonly prompt: string;
  readonly task: Task | "unclear";
  /** Probability that a cheap model fails. */
  readonly difficulty: number;
  readonly think: boolean;
  /** Anything attached, or tools offered. */
  readonly hasMaterial: boolean;
  readonly thresholds: { readonly simpleCharacters: number; readonly advanced: number; readonly failing: number };
}

/** Characters read at each end. */
const WINDOW = 1200;
const MOST_WORDS = 6;
/** Characters from which length alone adds effort, and how much. */
const LENGTHS: readonly (readonly [number, number])[] = [
  [3000, 0.35],
  [1200, 0.2],
  [500, 0.08],
];

const EXACT: readonly Task[] = ["math", "reasoning", "code"];
const NEVER_SIMPLE: ReadonlySet<Task | "unclear"> = new Set(["reasoning", "websearch", "image_gen"]);

const EFFORT_OF: ReadonlyMap<string, number> = new Map(
  EFFORT_WORDS.flatMap(([effort, words]) => words.map((word) => [word, effort] as const)),
);
const LATIN: RegExp = alternation(
  (word) => /^[\u0000-\u024f]+$/u.test(word),
  String.raw`(?<![\p{L}\p{N}])`,
  String.raw`(?![\p{L}\p{N}])`,
);
const OTHER: RegExp = alternation((word) => !/^[\u0000-\u024f]+$/u.test(word), "", "");

/** Judges effort and band. Bounded time: only the head and the tail of a prompt are read. */
export function promptEffort(subject: EffortSubject): PromptEffort {
  const { prompt, task, thresholds } = subject;
  const words = effortWordsIn(prompt);
  const reasons = words.map((word) => `it says “${word}”`);
  let effort = words.reduce((sum, word, i) => sum + (EFFORT_OF.get(word) ?? 0) / (1 + 0.35 * i), 0);
  const length = LENGTHS.find(([characters]) => prompt.length >= characters);
  if (length !== undefined) {
    effort += length[1];
    reasons.push(`it is ${prompt.length} characters long`);
  }
  const isExact = task !== "unclear" && EXACT.includes(task);
  if (subject.think && isExact) {
    effort += 0.4;
    reasons.unshift("reasoning was asked for");
  }
  const bar = isExact ? thresholds.advanced : thresholds.advanced + 0.1;
  effort = Math.min(1, effort);
  if (effort >= bar) return { effort, band: "advanced", because: reasons.slice(0, 2).join(" and ") };
  if (subject.difficulty >= thresholds.failing)
    return {
      effort,
      band: "advanced",
      because: `a cheap model is expected to fail (${Math.round(100 * subject.difficulty)} %)`,
    };
  if (isSimple(subject, effort))
    return { effort, band: "simple", because: "it is short and asks for nothing demanding" };
  return { effort, band: "standard", because: undefined };
}

/** Characters up to which math and code can be simple: a sum, a one-liner. */
const SIMPLE_EXACT: Readonly<Partial<Record<Task | "unclear", number>>> = { math: 30, code: 60 };

/** Short, plain, nothing attached, and not judged hard: the explanation must not say both. */
function isSimple(subject: EffortSubject, effort: number): boolean {
  const { prompt, task, thresholds } = subject;
  if (
    effort > 0 ||
    subject.think ||
    subject.hasMaterial ||
    NEVER_SIMPLE.has(task) ||
    difficultyWord(routedDifficulty(subject.difficulty, effort)) === "hard" ||
    prompt.length > thresholds.simpleCharacters
  )
    return false;
  return prompt.length <= (SIMPLE_EXACT[task] ?? thresholds.simpleCharacters);
}

function effortWordsIn(prompt: string): readonly string[] {
  const text = (
    prompt.length <= 2 * WINDOW ? prompt : `${prompt.slice(0, WINDOW)}\n${prompt.slice(-WINDOW)}`
  ).toLowerCase();
  const found: string[] = [];
  addWords(LATIN, text, found);
  if (BEYOND_LATIN.test(text)) addWords(OTHER, text, found);
  return found.length < 2 ? found : found.toSorted((a, b) => (EFFORT_OF.get(b) ?? 0) - (EFFORT_OF.get(a) ?? 0));
}

const BEYOND_LATIN = /[\u0250-\uffff]/u;

/** Adds the words a pattern finds, once each, while there are not too many. */
function addWords(pattern: RegExp, text: string, found: string[]): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null && found.length < MOST_WORDS; match = pattern.exec(text))
    if (!found.includes(match[0])) found.push(match[0]);
}

/** One pass over the text for all words: a plain alternation without repetition, linear. Longer words come first. */
function alternation(accepts: (word: string) => boolean, before: string, after: string): RegExp {
  const words = [...EFFORT_OF.keys()].filter(accepts).toSorted((a, b) => b.length - a.length);
  return new RegExp(
    `${before}(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join("|")})${after}`,
    "gu",
  );
}
