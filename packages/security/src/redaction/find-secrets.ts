import { findAssignedSecrets } from "./find-assigned-secrets.ts";
import { isSample } from "./is-placeholder.ts";
import { PLATFORM_SECRET_KINDS } from "./platform-secret-kinds.ts";
import { PROVIDER_SECRET_KINDS } from "./provider-secret-kinds.ts";
import type { FoundSecret, SecretKind } from "./secret-kind.ts";
import { shannonEntropy } from "./shannon-entropy.ts";
import { STRUCTURAL_SECRET_KINDS } from "./structural-secret-kinds.ts";

/** Every shape looked for, most specific first: of overlapping finds the earlier kind names the secret. */
export const SECRET_KINDS: readonly SecretKind[] = [
  ...PROVIDER_SECRET_KINDS,
  ...PLATFORM_SECRET_KINDS,
  ...STRUCTURAL_SECRET_KINDS,
];

/** Secrets in a text by their shape and by the names they are assigned to, in order, not overlapping. Linear time. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const pairs = text.length < SHORT ? undefined : letterPairs(text);
  for (const kind of SECRET_KINDS) findKind(text, { rule: kind, pairs, found });
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

// Looking for two hundred anchors one by one in a long text costs more than one pass that tells which cannot be there.
const SHORT = 2000;
const ASCII = 128;

/** Which two ASCII characters stand side by side somewhere in the text: 1 at `first * 128 + second`. */
function letterPairs(text: string): Uint8Array {
  const pairs = new Uint8Array(ASCII * ASCII);
  let last = ASCII;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code | last) < ASCII) pairs[last * ASCII + code] = 1;
    last = code;
  }
  return pairs;
}

function mayHold(pairs: Uint8Array, anchor: string): boolean {
  for (let i = 1; i < anchor.length; i++)
    if (pairs[anchor.charCodeAt(i - 1) * ASCII + anchor.charCodeAt(i)] === 0) return false;
  return true;
}

interface Search {
  readonly rule: SecretKind;
  /** Absent for short texts. */
  readonly pairs: Uint8Array | undefined;
  readonly found: FoundSecret[];
}

function findKind(text: string, { rule, pairs, found }: Search): void {
  if (rule.anchors.length === 0) {
    rule.pattern.lastIndex = 0;
    for (let match = rule.pattern.exec(text); match !== null; match = rule.pattern.exec(text))
      add(text, { rule, match, found });
    return;
  }
  for (const anchor of rule.anchors) {
    if (pairs !== undefined && !mayHold(pairs, anchor)) continue;
    for (let at = text.indexOf(anchor); at !== -1;) {
      at = text.indexOf(anchor, Math.max(at + anchor.length, matchAt(text, { rule, at, found })));
    }
  }
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
