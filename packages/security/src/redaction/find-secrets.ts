import { findAssignedSecrets } from "./find-assigned-secrets.ts";
import { isSample } from "./is-placeholder.ts";
import { PLATFORM_SECRET_KINDS } from "./platform-secret-kinds.ts";
import { PROVIDER_SECRET_KINDS } from "./provider-secret-kinds.ts";
import type { FoundSecret, SecretKind } from "./secret-kind.ts";
import { SERVICE_SECRET_KINDS } from "./service-secret-kinds.ts";
import { shannonEntropy } from "./shannon-entropy.ts";
import { STRUCTURAL_SECRET_KINDS } from "./structural-secret-kinds.ts";

/** Every shape looked for, most specific first: of overlapping finds the earlier kind names the secret. */
export const SECRET_KINDS: readonly SecretKind[] = [
  ...PROVIDER_SECRET_KINDS,
  ...PLATFORM_SECRET_KINDS,
  ...SERVICE_SECRET_KINDS,
  ...STRUCTURAL_SECRET_KINDS,
];

const ASCII = 128;

/** Something to look for, and the pairs of ASCII characters it cannot be without. */
interface Anchor {
  readonly text: string;
  readonly pairs: readonly number[];
}

interface Search {
  readonly rule: SecretKind;
  readonly anchors: readonly Anchor[];
  /** The rule with a pattern that finds its places by itself: one call for the whole text instead of one an anchor. */
  readonly whole: SecretKind | undefined;
}

const SEARCHES: readonly Search[] = SECRET_KINDS.map((rule) => ({
  rule,
  anchors: rule.anchors.map((text) => ({ text, pairs: pairsOf(text) })),
  whole: beginsWithAnchor(rule) ? { ...rule, pattern: new RegExp(rule.pattern.source, "g") } : undefined,
}));

/** Whether a match can begin at the rule's only anchor and nowhere else, and anchors cannot overlap: then both ways find the same. */
function beginsWithAnchor({ anchors, back, pattern }: SecretKind): boolean {
  const [anchor, ...more] = anchors;
  if (anchor === undefined || more.length > 0 || back !== undefined || !/^[\w-]+$/.test(anchor)) return false;
  const rest = pattern.source.replace(/^\(\?<!\[[^\]]*\]\)/, "");
  const overlaps = Array.from(anchor, (_, i) => i).some((i) => i > 0 && anchor.startsWith(anchor.slice(i)));
  return rest.startsWith(anchor) && /^[[(]/.test(rest.slice(anchor.length)) && !overlaps;
}

function pairsOf(anchor: string): number[] {
  const pairs: number[] = [];
  for (let i = 1; i < anchor.length; i++) {
    const [first, second] = [anchor.charCodeAt(i - 1), anchor.charCodeAt(i)];
    if ((first | second) < ASCII) pairs.push(first * ASCII + second);
  }
  return pairs;
}

/** Secrets in a text by their shape and by the names they are assigned to, in order, not overlapping. Linear time. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const longestRun = outline(text);
  for (const { rule, anchors, whole } of SEARCHES) {
    if (anchors.length === 0) {
      if (longestRun >= (rule.leastRun ?? 0)) findAnywhere(text, rule, found);
      continue;
    }
    for (const anchor of anchors) {
      if (!mayHold(anchor)) continue;
      if (whole === undefined) findAt(text, { rule, anchor: anchor.text, found });
      else findAnywhere(text, whole, found);
    }
  }
  found.push(...findAssignedSecrets(text));
  return mergeSpans(found);
}

/** Overlapping spans joined; the kind of the first one listed stays. */
export function mergeSpans(spans: readonly FoundSecret[]): FoundSecret[] {
  const order = spans
    .map((span, rank) => ({ span, rank }))
    .sort((a, b) => a.span.start - b.span.start || a.rank - b.rank);
  const merged: { kind: string; start: number; end: number; rank: number }[] = [];
  for (const { span, rank } of order) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push({ ...span, rank });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (rank < last.rank) Object.assign(last, { kind: span.kind, rank });
  }
  return merged.map(({ kind, start, end }) => ({ kind, start, end }));
}

// Looking for two hundred anchors one by one costs more than one pass that tells which cannot be there.
/** Which two ASCII characters stand side by side in the text looked at: 1 at `first * 128 + second`. */
const PAIRS = new Uint8Array(ASCII * ASCII);
const IN_SECRETS = Uint8Array.from({ length: ASCII }, (_, code) =>
  /[A-Za-z0-9+/=_.-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Fills {@link PAIRS}; gives the most characters in a row that secrets are made of. */
function outline(text: string): number {
  PAIRS.fill(0);
  let last = ASCII;
  let run = 0;
  let longestRun = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code | last) < ASCII) PAIRS[last * ASCII + code] = 1;
    run = code < ASCII && IN_SECRETS[code] === 1 ? run + 1 : 0;
    if (run > longestRun) longestRun = run;
    last = code;
  }
  return longestRun;
}

function mayHold({ pairs }: Anchor): boolean {
  for (const pair of pairs) if (PAIRS[pair] === 0) return false;
  return true;
}

function findAnywhere(text: string, rule: SecretKind, found: FoundSecret[]): void {
  rule.pattern.lastIndex = 0;
  for (let match = rule.pattern.exec(text); match !== null; match = rule.pattern.exec(text))
    add(text, { rule, match, found });
}

function findAt(
  text: string,
  { rule, anchor, found }: { readonly rule: SecretKind; readonly anchor: string; readonly found: FoundSecret[] },
): void {
  for (let at = text.indexOf(anchor); at !== -1;)
    at = text.indexOf(anchor, Math.max(at + anchor.length, matchAt(text, { rule, at, found })));
}

function matchAt(text: string, { rule, at, found }: { rule: SecretKind; at: number; found: FoundSecret[] }): number {
  for (const back of rule.back ?? [0]) {
    if (at < back) continue;
    rule.pattern.lastIndex = at - back;
    const match = rule.pattern.exec(text);
    if (match !== null) return add(text, { rule, match, found });
  }
  return 0;
}

/** Where to go on: after what was read, found or not. */
function add(
  text: string,
  { rule, match, found }: { rule: SecretKind; match: RegExpExecArray; found: FoundSecret[] },
): number {
  const end = match.index + match[0].length;
  const secret = match[1] ?? match[0];
  const start = match[1] === undefined ? match.index : match.index + match[0].indexOf(secret);
  if (rule.minEntropy !== undefined && shannonEntropy(secret) < rule.minEntropy) return end;
  if (rule.accept !== undefined && !rule.accept(secret)) return end;
  if (rule.context !== undefined && !rule.context.test(text.slice(Math.max(0, match.index - 120), match.index)))
    return end;
  if (secret.length < 200 && isSample(secret)) return end;
  found.push({ kind: rule.kind, start, end: start + secret.length });
  return end;
}
