import { AI_SERVICE_SECRET_KINDS } from "./ai-service-secret-kinds.ts";
import { createAnchorFinder } from "./find-anchors.ts";
import { findAssignedSecrets } from "./find-assigned-secrets.ts";
import { isSample } from "./is-placeholder.ts";
import { joinSoftBreaks } from "./join-soft-breaks.ts";
import { PLATFORM_SECRET_KINDS } from "./platform-secret-kinds.ts";
import { PROVIDER_SECRET_KINDS } from "./provider-secret-kinds.ts";
import type { FoundSecret, SecretKind } from "./secret-kind.ts";
import { SERVICE_SECRET_KINDS } from "./service-secret-kinds.ts";
import { shannonEntropy } from "./shannon-entropy.ts";
import { STRUCTURAL_SECRET_KINDS } from "./structural-secret-kinds.ts";

/** Every shape looked for, most specific first: of overlapping finds the earlier kind names the secret. */
export const SECRET_KINDS: readonly SecretKind[] = [
  ...PROVIDER_SECRET_KINDS,
  ...AI_SERVICE_SECRET_KINDS,
  ...PLATFORM_SECRET_KINDS,
  ...SERVICE_SECRET_KINDS,
  ...STRUCTURAL_SECRET_KINDS,
];

/** A rule as it is looked for. */
interface Search {
  readonly rule: SecretKind;
  /** Where in the finder's list its anchors stand. */
  readonly anchors: readonly number[];
  /** The rule with a pattern that finds its places by itself, where a match begins with an anchor: one call for the whole text instead of one an anchor. */
  readonly whole: SecretKind | undefined;
  /** The rule's context, wherever it stands: where it does not, the text need not be searched. */
  readonly around: RegExp | undefined;
}

const ANCHORS: readonly string[] = [...new Set(SECRET_KINDS.flatMap(({ anchors }) => anchors))];
const anchorFinder = createAnchorFinder(ANCHORS);

const SEARCHES: readonly Search[] = SECRET_KINDS.map((kind) => {
  const source = behindEscapes(kind.pattern.source);
  return {
    rule: { ...kind, pattern: new RegExp(source, kind.pattern.flags) },
    anchors: kind.anchors.map((anchor) => ANCHORS.indexOf(anchor)),
    whole: kind.back === undefined ? { ...kind, pattern: new RegExp(source, "g") } : undefined,
    around: kind.context && new RegExp(kind.context.source.replace(/\$$/, ""), kind.context.flags),
  };
});

/** All there is to look for in a text without any anchor. */
const WITHOUT_ANCHORS: readonly Search[] = SEARCHES.filter(({ anchors }) => anchors.length === 0);

/** A pattern that must not stand behind a letter may stand behind an escape that ends in one: `%3D`, `=3D`, `\n`, a terminal's colour. */
function behindEscapes(source: string): string {
  return source.replace(
    /^\(\?<!(\[[^\]]*\])\)/,
    String.raw`(?:(?<!$1)|(?<=%[0-9A-Fa-f]{2}|=[0-9A-F]{2}|\\[nrt]|\x1b\[[0-9;]{1,8}m))`,
  );
}

/** Secrets in a text by their shape and by the names they are assigned to, in order, not overlapping; of each shape the first `mostOfAKind`. Linear time. */
export function findSecrets(text: string, mostOfAKind: number = Number.POSITIVE_INFINITY): FoundSecret[] {
  const all = findInLines(text, mostOfAKind);
  const joined = joinSoftBreaks(text);
  if (joined !== undefined)
    for (const { kind, start, end } of findInLines(joined.text, mostOfAKind))
      all.push({ kind, start: joined.placeOf(start), end: joined.placeOf(end - 1) + 1 });
  return mergeSpans(all);
}

/** By the order of the rules. */
function findInLines(text: string, mostOfAKind: number): FoundSecret[] {
  const all: FoundSecret[] = [];
  const { present, hasAny, longestRun } = anchorFinder.find(text);
  for (const { rule, anchors, whole, around } of hasAny ? SEARCHES : WITHOUT_ANCHORS) {
    const isPossible =
      anchors.length === 0 ? longestRun >= (rule.leastRun ?? 0) : anchors.some((anchor) => present[anchor] === 1);
    if (!isPossible || (around !== undefined && !around.test(text))) continue;
    const found: FoundSecret[] = [];
    if (whole !== undefined) findAnywhere(text, { rule: whole, found, most: mostOfAKind });
    else
      for (const anchor of anchors)
        if (present[anchor] === 1) findAt(text, { rule, anchor: ANCHORS[anchor] ?? "", found, most: mostOfAKind });
    for (const one of found) all.push(one);
  }
  for (const one of findAssignedSecrets(text, mostOfAKind)) all.push(one);
  return all;
}

/** Overlapping spans joined; the kind of the first one listed stays. */
export function mergeSpans(spans: readonly FoundSecret[]): FoundSecret[] {
  if (spans.length === 0) return [];
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

/** What a rule found so far, and how much is enough. */
interface Finds {
  readonly rule: SecretKind;
  readonly found: FoundSecret[];
  readonly most: number;
}

function findAnywhere(text: string, { rule, found, most }: Finds): void {
  rule.pattern.lastIndex = 0;
  for (let match = rule.pattern.exec(text); match !== null && found.length < most; match = rule.pattern.exec(text))
    add(text, { rule, match, found });
}

function findAt(text: string, { rule, anchor, found, most }: Finds & { readonly anchor: string }): void {
  for (let at = text.indexOf(anchor); at !== -1 && found.length < most;)
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
  if (match.length > 1 && match[1] === undefined) return end;
  const secret = match[1] ?? match[0];
  const start = match[1] === undefined ? match.index : match.index + match[0].indexOf(secret);
  if (rule.accept !== undefined && !rule.accept(secret)) return end;
  if (rule.minEntropy !== undefined && shannonEntropy(secret) < rule.minEntropy) return end;
  if (rule.context !== undefined && !rule.context.test(text.slice(Math.max(0, match.index - 120), match.index)))
    return end;
  if (secret.length < 200 && isSample(secret)) return end;
  found.push({ kind: rule.kind, start, end: start + secret.length });
  return end;
}
