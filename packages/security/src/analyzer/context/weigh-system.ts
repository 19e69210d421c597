import { CONCEPTS, type Concept } from "../lexicon/concept.ts";
import type { Reading } from "../model/each-feature.ts";
import type { ScoredReading } from "../signals.ts";
import { readText } from "../read-text.ts";
import type { ScanInput } from "../scan-result.ts";
import { tokenText } from "../../text/tokenize.ts";
import { protectedTerms } from "./protected-terms.ts";
import { EMPTY_WORDS } from "./task-words.ts";
import type { ContextReason } from "./weigh-context.ts";

/** What a system prompt keeps. */
interface Guarded {
  /** 0 nothing, 1 its own wording or some information, 2 a secret value. */
  readonly level: 0 | 1 | 2;
  /** Words that name what is kept ("password", "recipe"). */
  readonly nouns: ReadonlySet<string>;
  /** Phrases it is to say only on a condition ("access granted"). */
  readonly phrases: readonly string[];
}

const ASKING: Readonly<Partial<Record<Concept, number>>> = {
  system: 1.6,
  secret: 1.6,
  verbatim: 1.2,
  transform: 1.2,
  override: 1.4,
  authority: 1.6,
  forceOutput: 1,
  prior: 0.6,
  mode: 1.6,
  fresh: 0.8,
  bypass: 1,
  reveal: 0.8,
  role: 0.8,
  delimiter: 1,
  comply: 0.6,
  persona: 1,
  guard: 0.6,
  instruction: 0.8,
  unrestricted: 1,
};
const MAX_LEVEL: readonly number[] = [0, 4.5, 7.5];

/** A text that asks for what the system prompt keeps, or tries to have its guarded phrase said. */
export function weighSystem(input: ScanInput, system: string, readings: readonly ScoredReading[]): ContextReason[] {
  const guarded = findGuarded(system);
  if (guarded.level === 0) return [];
  const weights = readings.map(({ reading }) => askWeight(reading, guarded, input.text));
  const weight = Math.min(MAX_LEVEL[guarded.level] ?? 0, Math.max(...weights));
  if (weight < 1.5) return [];
  return [
    {
      rule: "asks_for_guarded",
      reason: "Asks for what the system prompt is told to keep.",
      start: 0,
      end: input.text.length,
      weight,
    },
  ];
}

function askWeight({ tokens, hits }: Reading, guarded: Guarded, text: string): number {
  const concepts = new Set<number>();
  for (let i = 0; i < hits.count; i++) concepts.add(hits.concept[i] ?? 0);
  let asked = 0;
  for (const concept of concepts) asked += ASKING[CONCEPTS[concept] ?? "you"] ?? 0;
  let names = 0;
  for (let i = 0; i < Math.min(tokens.count, 2000); i++) if (guarded.nouns.has(tokenText(tokens, i))) names++;
  const lower = text.toLowerCase();
  const says = guarded.phrases.some((phrase) => lower.includes(phrase));
  // One word of asking is in any question; what is asked for makes the difference.
  const base = (names > 0 ? 2.2 : 0) + (says ? 2.5 : 0) + Math.max(0, asked - (names > 0 || says ? 0.8 : 1.6)) * 0.9;
  return guarded.level === 2 ? base * 1.5 : base;
}

const KEEPING =
  /(?:\b(?:do not|don't|never|not to|must not|mustn't|cannot|can't|should not|shouldn't|refuse to|avoid)\s(?:\w+\s){0,3}?(?:reveal|share|disclose|tell|say|give|repeat|output|mention|leak|expose|discuss|show|print|provide|divulge|spell|hint))|\b(?:keep|kept|remain|stay|is|are|strictly)\s(?:\w+\s){0,3}?(?:secret|confidential|hidden|private)|\b(?:confidential|internal use only|access (?:code|granted|denied)|secret|password|passphrase|security code)\b/gi;
const ONLY_THEN =
  /\b(?:say|output|respond(?: with)?|reply(?: with)?|print|return|answer(?: with)?|write|grant)\b[^.\n"'“‘`]{0,30}["'“‘`]([^"'”’`\n]{4,60})["'”’`]/gi;

function findGuarded(system: string): Guarded {
  const text = system.slice(0, 20_000);
  const matches = [...text.matchAll(KEEPING)];
  if (matches.length === 0) return { level: 0, nouns: new Set(), phrases: [] };
  const nouns = new Set<string>();
  for (const match of matches.slice(0, 40)) {
    const after = readText(text.slice(match.index, match.index + match[0].length + 60)).tokens;
    for (let i = 0; i < Math.min(after.count, 12); i++) {
      const word = tokenText(after, i);
      if (word.length > 3 && !EMPTY_WORDS.has(word) && !GENERIC.has(word)) nouns.add(word);
    }
  }
  const phrases = [...text.matchAll(ONLY_THEN), ...text.matchAll(/\b(access granted|access denied)\b/gi)].map((match) =>
    (match[1] ?? "").toLowerCase(),
  );
  const names =
    /\b(?:password|passphrase|passcode|access code|secret (?:key|word|code|phrase|is)|security code|code ?word|api key|\bpin\b|flag)\b/i.test(
      text,
    );
  return { level: names || protectedTerms(text).length > 0 ? 2 : 1, nouns, phrases };
}

const GENERIC = new Set(
  "never reveal share disclose tell give repeat output mention leak expose discuss show print provide divulge spell hint keep kept remain stay strictly user users anyone anybody someone with other circumstances under even asks asked instead always only must should unless answer answers question questions help please respond reply says enters types correct exactly provided following about information".split(
    " ",
  ),
);
