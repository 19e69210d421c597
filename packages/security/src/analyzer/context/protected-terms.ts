const NAMED =
  /(?:password|passphrase|passcode|pass phrase|secret(?: key| word| code| phrase)?|access code|access key|code ?word|magic word|api key|token|pin|security code|keyword|key phrase|flag|unlock code)\b[^\n"'“”`.:=]{0,24}(?:\bis\b|\bare\b|:|=|\bas\b|\bto\b|\bof\b)?\s{0,3}(?:now\s|currently\s)?["'“‘`*<[({]{0,2}([^\s"'“”‘’`*<>[\](){},;]{3,60}(?: [^\s"'“”‘’`*<>[\](){},;]{2,30}){0,3}?)["'”’`*>\])}]{0,2}(?=[\s.,;!]|$)/gi;
const QUOTED = /["“'`]([^"“”'`\n]{3,60})["”'`]/g;
const COMMON =
  /^(?:the|a|an|is|not|never|to|and|or|of|your|my|this|that|it|any|in|for|user|users|with|if|do|must|should|be|will|provided|given|correct|secret|password|access|code|reveal|shared|known|protected)$/i;

/** Values that a system prompt names as secret: what stands after "password is", or in quotation marks near such a word. */
export function protectedTerms(system: string): readonly string[] {
  const terms = new Set<string>();
  const text = system.slice(0, 20_000);
  for (const match of text.matchAll(NAMED)) {
    const term = match[1]?.trim() ?? "";
    const isTelling =
      /\d/.test(term) || /[^\w\s]/.test(term) || /["'“‘`*]/.test(match[0]) || /[a-z][A-Z]|[A-Z]{3}/.test(term);
    if (term.length >= 4 && isTelling && !COMMON.test(term.split(" ")[0] ?? "")) terms.add(term.replace(/[.!?]+$/, ""));
  }
  for (const match of text.matchAll(QUOTED)) {
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const term = match[1]?.trim() ?? "";
    if (
      term.length >= 4 &&
      /password|secret|passphrase|access code|code ?word|api key|token|\bpin\b|security code|\bflag\b|\btype|\benter/i.test(
        before,
      ) &&
      !/say|output|respond|reply|print/i.test(before.slice(-14))
    )
      terms.add(term);
  }
  return [...terms];
}
