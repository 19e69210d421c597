import { showDeceptive } from "../escape-html.ts";
import { checkImage, checkLink } from "../link-policy.ts";
import type { Block, Inline } from "./markdown-node.ts";
import { parseMarkdown } from "./parse-blocks.ts";

/**
 * The same document as plain, canonical Markdown for a renderer of another's making: every sign in running text escaped, no
 * HTML, no remote image, only http, https and mailto links, no reference definitions. Parsed and written anew, so that two
 * parsers cannot disagree about what is code.
 */
export function sanitizeMarkdown(markdown: string): string {
  return writeBlocks(parseMarkdown(markdown));
}

function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(writeBlock).join("\n\n");
}

function writeBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return writeInlines(block.children);
    case "heading":
      return `${"#".repeat(block.level)} ${oneLine(writeInlines(block.children))}`;
    case "code_block":
      return writeCode(block.text, block.language);
    case "quote":
      return prefix(writeBlocks(block.children), "> ", "> ");
    case "list":
      return block.items
        .map((item, index) =>
          prefix(
            writeBlocks(item),
            block.isOrdered ? `${block.start + index}. ` : "- ",
            block.isOrdered ? "    " : "  ",
          ),
        )
        .join("\n");
    case "table":
      return writeTable(block);
    case "rule":
      return "---";
  }
}

function writeCode(text: string, language: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${/^[A-Za-z0-9_+#.-]{1,40}$/.test(language) ? language : ""}\n${showDeceptive(text)}\n${fence}`;
}

function writeTable({ align, header, rows }: Extract<Block, { type: "table" }>): string {
  const row = (cells: readonly (readonly Inline[])[]): string =>
    `| ${cells.map((cell) => oneLine(writeInlines(cell))).join(" | ")} |`;
  const marks = header.map(
    (_, column) => ({ left: ":--", center: ":-:", right: "--:", none: "---" })[align[column] ?? "none"],
  );
  return [row(header), `| ${marks.join(" | ")} |`, ...rows.map(row)].join("\n");
}

function prefix(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? first : line === "" ? rest.trimEnd() : rest) + line)
    .join("\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/\\?\n/g, " ");
}

function writeInlines(nodes: readonly Inline[]): string {
  return nodes.map(writeInline).join("");
}

function writeInline(node: Inline): string {
  switch (node.type) {
    case "text":
      return escapeMarkdown(node.text);
    case "break":
      return "\\\n";
    case "code":
      return writeCodeSpan(node.text);
    case "strong":
      return `**${writeInlines(node.children)}**`;
    case "emphasis":
      return `*${writeInlines(node.children)}*`;
    case "deleted":
      return `~~${writeInlines(node.children)}~~`;
    case "link":
      return writeLink(node);
    case "image":
      return writeImage(node);
  }
}

function writeCodeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks} ${showDeceptive(text).replaceAll("|", "\\|")} ${ticks}`;
}

function writeLink({ href, children }: Extract<Inline, { type: "link" }>): string {
  const link = checkLink(href);
  const text = writeInlines(children);
  return link.isAllowed ? `[${text}](<${address(link.href)}>)` : text;
}

function writeImage({ src, alt }: Extract<Inline, { type: "image" }>): string {
  const image = checkImage(src);
  if (image.kind === "inline") return `![${escapeMarkdown(alt)}](${image.src})`;
  const label = alt === "" ? "" : `: ${escapeMarkdown(alt)}`;
  return image.kind === "refused"
    ? `\\[image${label}\\]`
    : `[\\[image from ${escapeMarkdown(image.host)}${label}\\]](<${address(image.href)}>)`;
}

function address(href: string): string {
  return href.replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("\\", "%5C").replaceAll("\n", "");
}

/** Running text with every sign that Markdown or HTML could take for more than itself escaped. */
export function escapeMarkdown(text: string): string {
  return showDeceptive(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]{}#|~!$]/g, "\\$&")
    .replace(/^(\s{0,3})([-+=])/gm, "$1\\$2")
    .replace(/^(\s{0,3}\d{1,9})([.)])/gm, "$1\\$2");
}
