import { ATTACHMENT_NAMES, EVERYTHING, FILLER, LANGUAGE_NAMES, TASK_NAMES } from "./rule-lexicon.ts";
import type { RuleMatch } from "./rule.ts";

/** A subject understood, or what stood in the way. */
export type SubjectReading = { readonly match: RuleMatch } | { readonly problem: string };

/** Longest phrase that is taken as words to look for without quotes. */
const LONGEST_PHRASE = 3;

/** Reads what a rule is about: tasks, attachments, a language, or words to look for. */
export function readSubject(subject: string): SubjectReading {
  const plain = tidy(subject);
  if (EVERYTHING.has(plain)) return { match: {} };
  const quoted = [...subject.matchAll(/["“„«]([^"”“»]+)["”“»]/gu)]
    .map(([, phrase = ""]) => phrase.trim().toLowerCase())
    .filter((phrase) => phrase !== "");
  if (quoted.length > 0) return { match: { keywords: quoted } };
  const special = translationInto(plain) ?? promptLanguage(plain) ?? codeReviews(plain);
  if (special !== undefined) return { match: special };
  const items = plain.split(/\s*(?:,|;|\band\b|\bor\b|\/)\s*/u).filter((item) => item !== "");
  return readItems(items);
}

function tidy(subject: string): string {
  return subject
    .toLowerCase()
    .replace(/[.!]+$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
}

function readItems(items: readonly string[]): SubjectReading {
  const matches = items.map(readItem);
  const problem = matches.find((item) => "problem" in item);
  if (problem !== undefined) return problem;
  const read = matches.map((item) => (item as { match: RuleMatch }).match);
  const kinds = new Set(read.flatMap((match) => Object.keys(match)));
  if (kinds.size > 1)
    return {
      problem: `“${items.join("” and “")}” are different kinds of things (a kind of work, a word, an attachment)`,
    };
  return { match: mergeAlike(read) };
}

function readItem(item: string): SubjectReading {
  const task = TASK_NAMES.get(item) ?? TASK_NAMES.get(withoutFiller(item));
  if (task !== undefined) return { match: { tasks: [task] } };
  const attachment = ATTACHMENT_NAMES.get(item) ?? ATTACHMENT_NAMES.get(withoutFiller(item));
  if (attachment !== undefined) return { match: { attachments: [attachment] } };
  const phrase = withoutFiller(item);
  if (phrase === "") return { problem: `“${item}” does not say what to look for` };
  if (phrase.split(" ").length > LONGEST_PHRASE) return { problem: `“${phrase}” is too long for words to look for` };
  return { match: { keywords: bothNumbers(phrase) } };
}

function withoutFiller(item: string): string {
  return item
    .split(" ")
    .filter((word) => !FILLER.has(word))
    .join(" ");
}

function mergeAlike(matches: readonly RuleMatch[]): RuleMatch {
  const tasks = matches.flatMap((match) => match.tasks ?? []);
  const keywords = matches.flatMap((match) => match.keywords ?? []);
  const attachments = matches.flatMap((match) => match.attachments ?? []);
  return {
    ...(tasks.length > 0 && { tasks: [...new Set(tasks)] }),
    ...(keywords.length > 0 && { keywords: [...new Set(keywords)] }),
    ...(attachments.length > 0 && { attachments: [...new Set(attachments)] }),
  };
}

const LANGUAGE_ALTERNATIVES = Object.keys(LANGUAGE_NAMES).join("|");
const INTO: RegExp = new RegExp(
  `^(?:my |all )?(?:translations?|translating|translate)(?: .{0,30}?)? ?(?:to|into) (?<language>${LANGUAGE_ALTERNATIVES})$|^(?<first>${LANGUAGE_ALTERNATIVES}) translations?$`,
  "u",
);
const PROMPTS_IN: RegExp = new RegExp(
  `^(?:everything |anything |prompts |questions |requests |text |texts )?(?:written |asked |that is )?in (?<after>${LANGUAGE_ALTERNATIVES})$|^(?<before>${LANGUAGE_ALTERNATIVES})(?: prompts?| questions?| requests?| texts?)?$`,
  "u",
);

/** "translations to german": the task, and a word for German in the prompt. */
function translationInto(subject: string): RuleMatch | undefined {
  const found = INTO.exec(subject)?.groups;
  const language = LANGUAGE_NAMES[found?.language ?? found?.first ?? ""];
  return language === undefined ? undefined : { tasks: ["translation"], keywords: language.words };
}

/** "german prompts", "anything in german": the language of the prompt itself. */
function promptLanguage(subject: string): RuleMatch | undefined {
  const found = PROMPTS_IN.exec(subject)?.groups;
  const language = LANGUAGE_NAMES[found?.after ?? found?.before ?? ""];
  return language === undefined ? undefined : { language: language.code };
}

function codeReviews(subject: string): RuleMatch | undefined {
  return /^(?:my |all |the )?(?:code reviews?|reviewing code|code reviewing)$/u.test(subject)
    ? { tasks: ["code"], keywords: ["review", "reviews", "reviewing", "reviewed"] }
    : undefined;
}

/** A phrase in the singular and the plural, as far as English endings tell. */
function bothNumbers(phrase: string): readonly string[] {
  if (/[^\u0000-\u024f]/u.test(phrase)) return [phrase];
  // "potatoes" is of "potato", "shoes" of "shoe": a guard must find either.
  if (/[^aeiou]oes$/u.test(phrase)) return [phrase, phrase.slice(0, -2), phrase.slice(0, -1)];
  if (/[^aeiou]o$/u.test(phrase)) return [phrase, `${phrase}s`, `${phrase}es`];
  const other = otherNumber(phrase);
  return other === phrase ? [phrase] : [phrase, other];
}

function otherNumber(phrase: string): string {
  if (/[^aeiou]ies$/u.test(phrase)) return `${phrase.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/u.test(phrase)) return phrase.slice(0, -2);
  if (/[^su]s$/u.test(phrase)) return phrase.slice(0, -1);
  if (phrase.length < 4 || /(?:ss|us|is)$/u.test(phrase)) return phrase;
  if (/[^aeiou]y$/u.test(phrase)) return `${phrase.slice(0, -1)}ies`;
  return /(?:sh|ch|x)$/u.test(phrase) ? `${phrase}es` : `${phrase}s`;
}
