import { DIAL_NAMES, LOCAL_NAMES } from "./rule-lexicon.ts";

/** A sentence taken apart: what it does, about what, with what; the parts still in the user's words. */
export type SentenceParts =
  | { readonly type: "local-only"; readonly subject: string }
  | { readonly type: "use" | "avoid"; readonly subject: string; readonly target: string }
  | { readonly type: "dial"; readonly subject: string; readonly target: string };

const HERE = "(?:this|my|the|our) (?:machine|computer|laptop|device|mac|pc|host)";
const CLOUD = "(?:the cloud|the internet|cloud models?|a cloud model|any cloud(?: model)?|online models?|online)";
const NEVER =
  "(?:never|must not|must never|may not|may never|should not|should never|shall not|cannot|can't|can not|shouldn't|mustn't|don't|do not|doesn't|does not)";

/** Sentences that keep something here; the group is the subject. */
const LOCAL_PATTERNS: readonly RegExp[] = [
  new RegExp(
    `^(?<subject>.+?) ${NEVER} (?:ever )?(?:be )?(?:leaves?|sent off|exits?|uploaded from|sent from) ${HERE}$`,
    "iu",
  ),
  new RegExp(
    `^(?<subject>.+?) ${NEVER} (?:ever )?(?:be )?(?:goes?|go|sent|send|uploaded|reach(?:es)?|touch(?:es)?)(?: (?:to|into))? ${CLOUD}$`,
    "iu",
  ),
  /^(?<subject>.+?) (?:must |should |have to |has to |always )*(?:stays?|remains?|be kept|are kept|is kept|runs?|be) (?:strictly |only )?(?:local|locally|offline|on-device|(?:only )?on (?:this|my) (?:machine|computer|laptop|device))$/iu,
  new RegExp(
    `^(?:always )?keep (?<subject>.+?) (?:strictly )?(?:local|offline|private|here|on-device|off the cloud|out of the cloud|away from the cloud|on ${HERE})$`,
    "iu",
  ),
  new RegExp(
    `^(?:never|don't|do not|must not) (?:send|upload|put|give|share) (?<subject>.+?) (?:to|into|in|with) ${CLOUD}$`,
    "iu",
  ),
  new RegExp(`^(?:never|don't|do not|must not) (?:let )?(?<subject>.+?) leave ${HERE}$`, "iu"),
  /^(?:only use|use only|always use|use) (?:a )?local models? (?:for|with|on) (?<subject>.+)$/iu,
  new RegExp(
    `^(?:no|never use|don't use|do not use) (?:the )?cloud(?: models?)? (?:for|with|on) (?<subject>.+)$`,
    "iu",
  ),
  /^local (?:models? )?(?:only )?for (?<subject>.+)$/iu,
];

const DIAL_PATTERNS: readonly RegExp[] = [
  /^(?:always )?(?:use|take) (?<target>the cheapest model|the best model|cheap models|a cheap model|the best|the cheapest) (?:for|with|on) (?<subject>.+)$/iu,
  /^(?:be )?(?<target>cheap) (?:for|with|on) (?<subject>.+)$/iu,
  /^(?:save|spare) money (?:on|for|with) (?<subject>.+)$/iu,
  /^(?<target>best quality|highest quality|best) (?:for|on) (?<subject>.+)$/iu,
];

const AVOID_PATTERNS: readonly RegExp[] = [
  /^(?:never|don't|do not|must not) (?:use|ask|call|route to|pick) (?<target>.+?)(?: (?:for|with|on) (?<subject>.+))?$/iu,
  /^(?:avoid|block|ban|exclude|forbid|no) (?<target>.+?)(?: (?:for|with|on) (?<subject>.+))?$/iu,
  /^(?:never|don't|do not|must not) (?:send|give|show|route) (?<subject>.+?) to (?<target>.+)$/iu,
  new RegExp(`^(?<subject>.+?) ${NEVER} (?:ever )?(?:be )?(?:goes?|go|sent|reach(?:es)?)(?: to)? (?<target>.+)$`, "iu"),
];

const USE_PATTERNS: readonly RegExp[] = [
  /^(?<subject>.*?)\s*(?:→|->|=>|⇒)\s*(?<target>.+)$/u,
  /^(?:always )?(?:use|prefer|take|pick) (?<target>.+?) (?:for|with|on|when doing) (?<subject>.+)$/iu,
  /^(?:always )?(?:send|route|give|direct) (?<subject>.+?) to (?<target>.+)$/iu,
  /^(?:for|with|on) (?<subject>.+?),? (?:always )?(?:use|prefer|take) (?<target>.+)$/iu,
  /^(?<subject>.+?) (?:should |must |always )*(?:goes?|go) to (?<target>.+)$/iu,
  /^(?:always )?answer (?<subject>.+?) (?:with|using) (?<target>.+)$/iu,
  /^(?:always )?(?:use|prefer) (?<target>.+)$/iu,
];

/** Takes a sentence apart; undefined if no pattern fits. Patterns are tried from the strictest effect to the loosest. */
export function sentenceParts(sentence: string): SentenceParts | undefined {
  for (const pattern of LOCAL_PATTERNS) {
    const subject = pattern.exec(sentence)?.groups?.subject;
    if (subject !== undefined) return { type: "local-only", subject };
  }
  for (const pattern of DIAL_PATTERNS) {
    const found = pattern.exec(sentence)?.groups;
    if (found?.subject !== undefined) return { type: "dial", subject: found.subject, target: found.target ?? "cheap" };
  }
  for (const pattern of AVOID_PATTERNS) {
    const found = pattern.exec(sentence)?.groups;
    if (found?.target !== undefined) return avoidParts(found.subject ?? "", found.target);
  }
  for (const pattern of USE_PATTERNS) {
    const found = pattern.exec(sentence)?.groups;
    if (found?.target !== undefined) return useParts(found.subject ?? "", found.target);
  }
  return undefined;
}

function avoidParts(subject: string, target: string): SentenceParts {
  // "never use the cloud" is not about a provider called cloud.
  if (/^(?:the )?cloud(?: models?)?$/iu.test(target)) return { type: "local-only", subject };
  return { type: "avoid", subject, target };
}

function useParts(subject: string, target: string): SentenceParts {
  const plain = target.trim().toLowerCase();
  if (LOCAL_NAMES.has(plain)) return { type: "local-only", subject };
  if (DIAL_NAMES.has(plain)) return { type: "dial", subject, target };
  const avoided = /^(?:never|not|no) (?<name>.+)$/iu.exec(target.trim())?.groups?.name;
  return avoided === undefined ? { type: "use", subject, target } : avoidParts(subject, avoided);
}
