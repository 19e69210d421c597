import { describeRule } from "./describe-rule.ts";
import { DIAL_NAMES, HEDGES } from "./rule-lexicon.ts";
import { sentenceParts, type SentenceParts } from "./rule-sentence.ts";
import { readSubject } from "./rule-subject.ts";
import { readTarget, type RuleNames } from "./rule-target.ts";
import type { Rule, RuleEffect } from "./rule.ts";
import { hasWord } from "./match-rules.ts";

/** A rule ready to be saved with its reading, or what was understood and what was not. */
export type CompiledRule =
  | { readonly ok: true; readonly rule: Rule; readonly reading: string }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly understood: string | undefined;
      readonly suggestion: string;
      /** The sentence is understood, but a name in it is nobody's now: an endpoint that was removed, a model that was renamed. */
      readonly lacksName?: true;
    };

const EXAMPLES =
  "Write it like one of these: “contracts never leave this machine”, “SQL → codestral”, “use claude for code reviews”, “never use xai”, “translations to german → mistral”.";
const LONGEST_SENTENCE = 300;

/**
 * Compiles one plain sentence to a row of the rule table. Deterministic, no model is asked. A sentence that is not
 * understood whole is refused: a privacy rule half understood would be worse than none.
 */
export function compileRule(sentence: string, context: RuleNames & { readonly id?: string }): CompiledRule {
  const text = sentence.trim().replace(/\s+/gu, " ");
  const plain = text.replace(/^[“"']+|[”"']+$/gu, "").replace(/[.!]+$/u, "");
  if (plain === "" || plain.length > LONGEST_SENTENCE)
    return refused(plain === "" ? "the sentence is empty" : "the sentence is too long for one rule", undefined);
  const withoutQuotes = plain.replace(/["“„«][^"”“»]+["”“»]/gu, "…").toLowerCase();
  const hedge = HEDGES.find((word) => hasWord(withoutQuotes, word));
  if (hedge !== undefined) return refused(`“${hedge}” is not something a rule can express`, undefined);
  if (/\b(?:and|but|then)\s+(?:never|use|keep|avoid|send|route|prefer|always|don't|do not)\b|;/u.test(withoutQuotes)) {
    return refused("it says two things", undefined, "Write one rule for each of them.");
  }
  const parts = sentenceParts(plain);
  if (parts === undefined)
    return refused("it does not say what to do (use, avoid, keep local, cheap or best)", undefined);
  return finish(parts, { text, names: context, id: context.id ?? ruleId(text) });
}

/** A "not" left over in a part means the sentence says something else than the pattern that fitted. */
const LEFTOVER: RegExp = /(?:^|\s)(?:never|not|no|don't|doesn't|cannot|can't|without|only if|if)(?:\s|$)/iu;

function finish(
  parts: SentenceParts,
  context: { readonly text: string; readonly names: RuleNames; readonly id: string },
): CompiledRule {
  const left = LEFTOVER.exec(`${parts.subject} | ${"target" in parts ? parts.target : ""}`);
  if (left !== null) return refused(`“${left[0].trim()}” in this place could mean the opposite`, whatItDoes(parts));
  const subject = readSubject(parts.subject);
  if ("problem" in subject)
    return refused(
      subject.problem,
      whatItDoes(parts),
      "Put the words to look for in quotes, or write one rule for each kind of thing.",
    );
  const effect = effectOf(parts, context.names);
  if ("problem" in effect) {
    const advice =
      "See the names: aio models list. A model of a local server or an endpoint of your own is named in full: ollama/llama3.2.";
    const problem = refused(effect.problem, whatItDoes(parts), advice);
    return parts.type === "dial" ? problem : { ...problem, lacksName: true };
  }
  const rule: Rule = { id: context.id, text: context.text, match: subject.match, effect };
  return { ok: true, rule, reading: describeRule(rule) };
}

function effectOf(parts: SentenceParts, names: RuleNames): RuleEffect | { readonly problem: string } {
  if (parts.type === "local-only") return { type: "local-only" };
  if (parts.type === "dial") {
    const dial = DIAL_NAMES.get(parts.target.trim().toLowerCase());
    return dial === undefined ? { problem: `“${parts.target}” is not a setting of the dial` } : { type: "dial", dial };
  }
  const target = readTarget(parts.target, names);
  return "problem" in target ? target : { type: parts.type, models: target.models };
}

function whatItDoes(parts: SentenceParts): string {
  const about = parts.subject.trim() === "" ? "every prompt" : `“${parts.subject.trim()}”`;
  if (parts.type === "local-only") return `something stays on this machine: ${about}`;
  if (parts.type === "dial") return `the dial for ${about}: ${parts.target}`;
  return `${parts.type === "use" ? "use" : "never use"} “${parts.target.trim()}” for ${about}`;
}

function refused(
  problem: string,
  understood: string | undefined,
  suggestion: string = EXAMPLES,
): CompiledRule & { readonly ok: false } {
  return { ok: false, problem, understood, suggestion };
}

/** A short name for a rule, the same for the same sentence (FNV-1a). */
function ruleId(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `rule-${(hash >>> 0).toString(36)}`;
}
