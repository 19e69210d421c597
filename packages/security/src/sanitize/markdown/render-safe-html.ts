import { escapeHtml, showDeceptive } from "../escape-html.ts";
import { checkImage, checkLink } from "../link-policy.ts";
import type { Block, Inline } from "./markdown-node.ts";
import { parseMarkdown } from "./parse-blocks.ts";
import { plainText } from "./parse-inlines.ts";

/** A piece of highlighted code. */
export interface CodeToken {
  readonly text: string;
  /** A class name; anything but letters, digits, blanks, `-` and `_` drops it. */
  readonly className?: string;
}

/** How a document is rendered. */
export interface RenderOptions {
  /** Splits code into tokens; texts are escaped here, so that a highlighter cannot inject markup. */
  readonly highlight?: (code: string, language: string) => readonly CodeToken[];
}

/**
 * HTML of a Markdown text that no text can turn against the reader: raw HTML is shown, not used; links open only http, https
 * and mailto and name their host; images inside the text are shown, remote ones are links that load nothing; every tag and
 * attribute comes from here. Linear in the text.
 */
export function renderSafeHtml(markdown: string, options: RenderOptions = {}): string {
  return renderBlocks(parseMarkdown(markdown), options);
}

function renderBlocks(blocks: readonly Block[], options: RenderOptions): string {
  return blocks.map((block) => renderBlock(block, options)).join("\n");
}

function renderBlock(block: Block, options: RenderOptions): string {
  switch (block.type) {
    case "paragraph":
      return `<p>${renderInlines(block.children)}</p>`;
    case "heading":
      return `<h${block.level}>${renderInlines(block.children)}</h${block.level}>`;
    case "code_block":
      return renderCode(block.text, block.language, options);
    case "quote":
      return `<blockquote>${renderBlocks(block.children, options)}</blockquote>`;
    case "list":
      return renderList(block, options);
    case "table":
      return renderTable(block);
    case "rule":
      return "<hr>";
  }
}

function renderCode(code: string, language: string, { highlight }: RenderOptions): string {
  const name = /^[A-Za-z0-9_+#.-]{1,40}$/.test(language) ? ` class="language-${escapeHtml(language)}"` : "";
  const tokens = highlight?.(code, language) ?? [{ text: code }];
  const body = tokens.map(({ text, className }) => {
    const safe = safeText(text);
    return className !== undefined && /^[\w -]{1,80}$/.test(className)
      ? `<span class="${className}">${safe}</span>`
      : safe;
  });
  return `<pre><code${name}>${body.join("")}</code></pre>`;
}

function renderList(list: Extract<Block, { type: "list" }>, options: RenderOptions): string {
  const items = list.items.map((blocks) => {
    const [only] = blocks;
    return `<li>${blocks.length === 1 && only?.type === "paragraph" ? renderInlines(only.children) : renderBlocks(blocks, options)}</li>`;
  });
  return list.isOrdered
    ? `<ol${list.start === 1 ? "" : ` start="${list.start}"`}>${items.join("")}</ol>`
    : `<ul>${items.join("")}</ul>`;
}

function renderTable(table: Extract<Block, { type: "table" }>): string {
  const row = (cells: readonly (readonly Inline[])[], tag: "th" | "td"): string =>
    `<tr>${cells.map((cell, column) => `<${tag}${alignment(table.align[column])}>${renderInlines(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${row(table.header, "th")}</thead><tbody>${table.rows.map((cells) => row(cells, "td")).join("")}</tbody></table>`;
}

function alignment(align: string | undefined): string {
  return align === undefined || align === "none" ? "" : ` class="align-${align}"`;
}

const TAGS = { strong: "strong", emphasis: "em", deleted: "del" } as const;

function renderInlines(nodes: readonly Inline[]): string {
  return nodes.map(renderInline).join("");
}

function renderInline(node: Inline): string {
  switch (node.type) {
    case "text":
      return safeText(node.text);
    case "break":
      return "<br>";
    case "code":
      return `<code>${safeText(node.text)}</code>`;
    case "link":
      return renderLink(node);
    case "image":
      return renderImage(node);
    default:
      return `<${TAGS[node.type]}>${renderInlines(node.children)}</${TAGS[node.type]}>`;
  }
}

function renderLink({ href, children }: Extract<Inline, { type: "link" }>): string {
  const link = checkLink(href);
  const text = renderInlines(children);
  if (!link.isAllowed) return `<span class="refused-link">${text}</span>`;
  // The reader sees where a link goes unless its text already says so.
  const isTold =
    link.host === "" ||
    (!link.isInternational &&
      plainText(children)
        .toLowerCase()
        .startsWith(link.href.toLowerCase().slice(0, 8 + link.host.length)));
  const host = isTold ? "" : ` <span class="link-host">(${safeText(link.host)})</span>`;
  return `<a href="${escapeHtml(link.href)}" title="${escapeHtml(link.href)}" rel="noopener noreferrer nofollow" target="_blank">${text}</a>${host}`;
}

function renderImage({ src, alt }: Extract<Inline, { type: "image" }>): string {
  const image = checkImage(src);
  const name = safeText(alt);
  if (image.kind === "inline") return `<img src="${escapeHtml(image.src)}" alt="${name}">`;
  if (image.kind === "refused") return `<span class="refused-image">[image${name === "" ? "" : `: ${name}`}]</span>`;
  return `<a class="remote-image" href="${escapeHtml(image.href)}" title="${escapeHtml(image.href)}" rel="noopener noreferrer nofollow" target="_blank">[image from ${safeText(image.host)}${name === "" ? "" : `: ${name}`}]</a>`;
}

function safeText(text: string): string {
  return escapeHtml(showDeceptive(text));
}
