import { decodeEntities, decodeEntity } from "./decode-entity.ts";
import { flattenLink } from "./flatten-link.ts";
import type { Inline } from "./markdown-node.ts";

/** Link targets by normalised label, from `[label]: address` lines. */
export type References = ReadonlyMap<string, string>;

/** What two spellings of a reference label have in common. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, " ").toLowerCase();
}

const ESCAPABLE = /[!-/:-@[-`{-~]/;
// Destination in <> or bare with one level of parentheses, optional title. Bounded, so that a broken link costs little.
const TARGET =
  /\(\s{0,10}(?:<([^<>\n]{0,2000})>|((?:[^\s()<>]|\([^\s()<>]{0,500}\)){0,2000}))(?:\s{1,10}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?\s{0,10}\)/y;
const DATA_TARGET = /\(\s{0,3}(data:[A-Za-z0-9+/=;,.:-]{0,2000000})\s{0,3}\)/y;
const LABEL = /\[([^[\]\n]{0,300})\]/y;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/y;
const BARE_URL = /https?:\/\/(?:(?!&(?:lt|gt|quot|#\d))[^\s<>"'`|\\^[\]{}]){1,2000}/y;
const MAX_DEPTH = 32;

interface Opener {
  readonly kind: "*" | "**" | "_" | "__" | "~~" | "[" | "![";
  /** Where its mark stands in the node list. */
  readonly node: number;
  /** Where its text begins. */
  readonly at: number;
}

/** Inline Markdown (CommonMark's core and GFM's strikethrough and bare links). Linear: no search is repeated. */
export function parseInlines(text: string, references: References): Inline[] {
  return new InlineParser(text, references).parse();
}

class InlineParser {
  readonly #text: string;
  readonly #references: References;
  readonly #nodes: Inline[] = [];
  readonly #openers: Opener[] = [];
  readonly #ticks: Map<number, number[]>;
  #plain = "";
  #at = 0;

  constructor(text: string, references: References) {
    this.#text = text;
    this.#references = references;
    this.#ticks = tickRuns(text);
  }

  parse(): Inline[] {
    while (this.#at < this.#text.length) this.#step(this.#text.charAt(this.#at));
    this.#flush();
    return this.#nodes;
  }

  #step(character: string): void {
    const entity = character === "&" ? decodeEntity(this.#text, this.#at) : undefined;
    if (entity !== undefined) return this.#take(entity.text, entity.length);
    if (character === "\\" && ESCAPABLE.test(this.#text.charAt(this.#at + 1)))
      this.#take(this.#text.charAt(this.#at + 1), 2);
    else if (character === "\n") this.#lineBreak();
    else if (character === "`") this.#codeSpan();
    else if (character === "*" || character === "_" || character === "~") this.#delimiter(character);
    else if (character === "[") this.#open("[", 1);
    else if (character === "!" && this.#text.charAt(this.#at + 1) === "[") this.#open("![", 2);
    else if (character === "]") this.#closeBracket();
    else if (character === "<" || character === "h") this.#address(character);
    else this.#take(character, 1);
  }

  #take(text: string, width: number): void {
    this.#plain += text;
    this.#at += width;
  }

  #flush(): void {
    if (this.#plain !== "") this.#nodes.push({ type: "text", text: this.#plain });
    this.#plain = "";
  }

  #push(node: Inline, width: number): void {
    this.#flush();
    this.#nodes.push(node);
    this.#at += width;
  }

  #lineBreak(): void {
    const isHard = this.#plain.endsWith("  ") || this.#plain.endsWith("\\");
    this.#plain = this.#plain.replace(/[ \\]{1,8}$/, "");
    if (isHard) this.#push({ type: "break" }, 1);
    else this.#take("\n", 1);
  }

  #codeSpan(): void {
    let width = 1;
    while (this.#text.charAt(this.#at + width) === "`") width++;
    const runs = this.#ticks.get(width) ?? [];
    while (runs.length > 0 && (runs[0] ?? 0) <= this.#at) runs.shift();
    const close = runs[0];
    if (close === undefined) return this.#take("`".repeat(width), width);
    const inner = this.#text.slice(this.#at + width, close).replaceAll("\n", " ");
    const isPadded = inner.startsWith(" ") && inner.endsWith(" ") && inner.trim() !== "";
    this.#push({ type: "code", text: isPadded ? inner.slice(1, -1) : inner }, close + width - this.#at);
  }

  #delimiter(character: "*" | "_" | "~"): void {
    const isDouble = this.#text.charAt(this.#at + 1) === character;
    if (character === "~" && !isDouble) return this.#take("~", 1);
    const kind = (isDouble ? character + character : character) as Opener["kind"];
    const before = this.#text.charAt(this.#at - 1);
    const after = this.#text.charAt(this.#at + kind.length);
    const canClose = before !== "" && !/\s/.test(before) && (character !== "_" || !/[\p{L}\p{N}]/u.test(after));
    const canOpen = after !== "" && !/\s/.test(after) && (character !== "_" || !/[\p{L}\p{N}]/u.test(before));
    const opener = canClose ? this.#openers.findLastIndex((one) => one.kind === kind) : -1;
    if (opener >= 0 && !this.#openers.slice(opener + 1).some((one) => one.kind.endsWith("[")))
      this.#closeEmphasis(opener, kind);
    else if (canOpen) this.#open(kind, kind.length);
    else this.#take(kind, kind.length);
  }

  #open(kind: Opener["kind"], width: number): void {
    if (this.#openers.length >= MAX_DEPTH) return this.#take(this.#text.slice(this.#at, this.#at + width), width);
    this.#flush();
    this.#openers.push({ kind, node: this.#nodes.length, at: this.#at + width });
    this.#nodes.push({ type: "text", text: kind });
    this.#at += width;
  }

  #closeEmphasis(opener: number, kind: string): void {
    this.#flush();
    const from = this.#openers[opener]?.node ?? 0;
    this.#openers.length = opener;
    const children = this.#nodes.splice(from).slice(1);
    this.#nodes.push({ type: kind === "~~" ? "deleted" : kind.length === 2 ? "strong" : "emphasis", children });
    this.#at += kind.length;
  }

  #closeBracket(): void {
    const index = this.#openers.findLastIndex((one) => one.kind === "[" || one.kind === "![");
    const opener = this.#openers[index];
    if (opener === undefined) return this.#take("]", 1);
    const target = this.#target(opener);
    this.#openers.length = index;
    if (target === undefined) return this.#take("]", 1);
    this.#flush();
    const children = this.#nodes.splice(opener.node).slice(1);
    if (opener.kind === "![") this.#nodes.push({ type: "image", src: target.address, alt: plainText(children) });
    else this.#nodes.push({ type: "link", href: target.address, children: flattenLink(children) });
    this.#at = target.end;
  }

  #target(opener: Opener): { readonly address: string; readonly end: number } | undefined {
    const next = this.#at + 1;
    for (const pattern of opener.kind === "![" ? [TARGET, DATA_TARGET] : [TARGET]) {
      pattern.lastIndex = next;
      const match = pattern.exec(this.#text);
      if (match !== null) return { address: unescape(match[1] ?? match[2] ?? ""), end: pattern.lastIndex };
    }
    LABEL.lastIndex = next;
    const label = LABEL.exec(this.#text);
    const own = this.#text.slice(opener.at, Math.min(this.#at, opener.at + 300));
    const address = this.#references.get(normalizeLabel(label?.[1] || own));
    return address === undefined ? undefined : { address, end: label === null ? next : LABEL.lastIndex };
  }

  #address(character: string): void {
    const pattern = character === "<" ? AUTOLINK : BARE_URL;
    pattern.lastIndex = this.#at;
    const match =
      character === "h" && /[\p{L}\p{N}]/u.test(this.#text.charAt(this.#at - 1)) ? null : pattern.exec(this.#text);
    if (match === null) return this.#take(character, 1);
    const address = match[1] ?? match[0].replace(/[?!.,:;*_~)]{1,20}$/, "");
    this.#push(
      { type: "link", href: address, children: [{ type: "text", text: address }] },
      match[1] === undefined ? address.length : match[0].length,
    );
  }
}

function unescape(address: string): string {
  return decodeEntities(address.replace(/\\([!-/:-@[-`{-~])/g, "$1"));
}

/** The text of nodes without their form. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text" || node.type === "code") return node.text;
      if (node.type === "break") return "\n";
      return node.type === "image" ? node.alt : plainText(node.children);
    })
    .join("");
}

function tickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const match of text.matchAll(/`+/g)) {
    const list = runs.get(match[0].length);
    if (list === undefined) runs.set(match[0].length, [match.index]);
    else list.push(match.index);
  }
  return runs;
}
