import { messageText, type Message, type Task } from "@ai-orchestrator/contract";
import type { AttachmentKind, Rule } from "./rule.ts";

/** What rules look at. */
export interface RuleSubject {
  readonly promptText: string;
  /** Everything that may be sent: a sentence about privacy must hold for the whole of it. */
  readonly messages: readonly Message[];
  /** What summaries among the messages were made from: a summary need not say the words, and tells of what they guard. */
  readonly summarized?: () => readonly Message[];
  readonly summarizedAttachments?: () => readonly AttachmentKind[];
  /** Names and extracted texts of attachments. */
  readonly attachmentTexts: readonly string[];
  readonly attachments: readonly AttachmentKind[];
  readonly task: Task | "unclear";
  readonly also: readonly Task[];
  readonly language: string | undefined;
}

/** A rule that holds for a turn, with what it recognised. */
export interface MatchedRule {
  readonly rule: Rule;
  /** Completes "because …": the word, task, language or attachment found. */
  readonly because: string;
}

/** The rules that hold, in the user's order. Privacy rules read everything that is sent, the others the prompt and its attachments. */
export function matchRules(rules: readonly Rule[], subject: RuleSubject): readonly MatchedRule[] {
  if (rules.length === 0) return [];
  const prompt = [subject.promptText, ...subject.attachmentTexts].join("\n").toLowerCase();
  let whole: string | undefined;
  const everything = (): string =>
    (whole ??= [prompt, ...[...subject.messages, ...(subject.summarized?.() ?? [])].map(wholeText)]
      .join("\n")
      .toLowerCase());
  const matched: MatchedRule[] = [];
  for (const rule of rules) {
    if (rule.enabled === false) continue;
    const isGuard = rule.effect.type === "local-only" || rule.effect.type === "avoid";
    const because = isGuard
      ? reasonOf(rule, everything, { ...subject, attachments: guardedAttachments(rule, subject) })
      : reasonOf(rule, () => prompt, subject);
    if (because !== undefined) matched.push({ rule, because });
  }
  return matched;
}

/** Looks through what was summarised only for a rule about attachments that nothing else fulfils. */
function guardedAttachments({ match }: Rule, subject: RuleSubject): readonly AttachmentKind[] {
  const { attachments, summarizedAttachments } = subject;
  if (match.attachments === undefined || summarizedAttachments === undefined) return attachments;
  if (match.attachments.some((wanted) => attachments.includes(wanted))) return attachments;
  return [...attachments, ...summarizedAttachments()];
}

function wholeText(message: Message): string {
  const files = message.parts.map((part) => {
    if (part.type === "file") return `${part.name ?? ""}\n${part.text ?? ""}`;
    if (part.type === "image") return part.name ?? "";
    if (part.type === "tool-result") return JSON.stringify(part.output) ?? "";
    return "";
  });
  return [messageText(message), ...files].join("\n");
}

/** Why a rule's match holds; undefined if it does not. */
function reasonOf(rule: Rule, lowerText: () => string, subject: RuleSubject): string | undefined {
  const { match } = rule;
  const found: string[] = [];
  if (match.keywords !== undefined) {
    const text = lowerText();
    const keyword = match.keywords.find((word) => hasWord(text, word.toLowerCase()));
    if (keyword === undefined) return undefined;
    found.push(`the text mentions “${keyword}”`);
  }
  if (match.tasks !== undefined) {
    const task = match.tasks.find((wanted) => subject.task === wanted || subject.also.includes(wanted));
    if (task === undefined) return undefined;
    found.push(`the task is ${task}`);
  }
  if (match.language !== undefined) {
    if (subject.language?.slice(0, 2) !== match.language) return undefined;
    found.push(`the prompt is in ${match.language}`);
  }
  if (match.attachments !== undefined) {
    const kind = match.attachments.find((wanted) => subject.attachments.includes(wanted));
    if (kind === undefined) return undefined;
    found.push(`a file of kind ${kind} is attached`);
  }
  return found.length === 0 ? "it holds for every prompt" : found.join(" and ");
}

const WORD_CHARACTER = /[\p{L}\p{N}_]/u;
const SPACELESS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

/** Whole-word search, linear; scripts without spaces match anywhere. Both lower case. */
export function hasWord(text: string, word: string): boolean {
  if (word === "") return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (SPACELESS.test(word)) return true;
    const before = text[at - 1] ?? "";
    const after = text[at + word.length] ?? "";
    const startsWord = !WORD_CHARACTER.test(word[0] ?? "") || !WORD_CHARACTER.test(before);
    const endsWord = !WORD_CHARACTER.test(word.at(-1) ?? "") || !WORD_CHARACTER.test(after);
    if (startsWord && endsWord) return true;
  }
  return false;
}
