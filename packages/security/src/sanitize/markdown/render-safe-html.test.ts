import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostileMarkdown } from "./hostile-markdown.ts";
import { renderSafeHtml } from "./render-safe-html.ts";
import { sanitizeMarkdown } from "./sanitize-markdown.ts";

const TAGS = "p|h[1-6]|pre|code|span|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|hr|strong|em|del|a|br|img";
const TAG = new RegExp(`^(?:/(?:${TAGS})|(?:${TAGS})(?: (?:class|title|rel|target|href|src|alt|start)="[^"<>]*")*)$`);

/** Tags and attributes that are not ours, addresses of other than the allowed schemes. */
function unsafeParts(html: string): string[] {
  const parts = (pattern: RegExp): string[] => Array.from(html.matchAll(pattern), ([, part]) => part ?? "");
  return [
    ...parts(/<([^>]*)>?/g).filter((tag) => !TAG.test(tag)),
    ...parts(/ href="([^"]*)"/g).filter((address) => !/^(?:https?:\/\/|mailto:)/.test(address)),
    ...parts(/ src="([^"]*)"/g).filter((address) => !/^data:image\/(?:png|jpe?g|gif|webp);base64,/.test(address)),
  ];
}

describe("renderSafeHtml", () => {
  it("makes nothing but its own tags of at least two hundred hostile texts", () => {
    const list = hostileMarkdown();
    expect(list.length).toBeGreaterThanOrEqual(300);
    for (const text of list) expect(unsafeParts(renderSafeHtml(text)), text).toEqual([]);
  });

  it("makes nothing but its own tags of any text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...hostileMarkdown(),
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "|",
        "---",
        "```",
        "\\",
        '"',
        "https://a.example/",
        "&",
        "~~",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        expect(unsafeParts(renderSafeHtml(pieces.join("")))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it("loads no remote image, in any form", () => {
    const html = renderSafeHtml(
      "![a](https://evil.example/p.png?d=1) ![b][r] ![r]\n\n[r]: http://evil.example/q.gif\n\n<img src=https://evil.example/z>",
    );
    expect(html).not.toContain("<img");
    expect(html.match(/\[image from evil\.example/g)).toHaveLength(3);
  });

  it("names the host of a link whose text says another", () => {
    expect(renderSafeHtml("[https://bank.example](https://evil.example/x)")).toContain(
      '<span class="link-host">(evil.example)</span>',
    );
    expect(renderSafeHtml("[аpple](https://аpple.com)")).toContain("(xn--");
    expect(renderSafeHtml("<https://bank.example/a>")).not.toContain("link-host");
  });

  it("renders the common forms", () => {
    const html = renderSafeHtml(
      "# T\n\nA *b* **c** ~~d~~ `e`\nf  \ng\n\n1. x\n2. y\n   - z\n\n> q\n\n| a | b |\n|:-|-:|\n| 1 | 2 |\n\n---\n\n```js\nlet a = 1 < 2;\n```",
    );
    expect(html).toBe(
      '<h1>T</h1>\n<p>A <em>b</em> <strong>c</strong> <del>d</del> <code>e</code>\nf<br>g</p>\n<ol><li>x</li><li><p>y</p>\n<ul><li>z</li></ul></li></ol>\n<blockquote><p>q</p></blockquote>\n<table><thead><tr><th class="align-left">a</th><th class="align-right">b</th></tr></thead><tbody><tr><td class="align-left">1</td><td class="align-right">2</td></tr></tbody></table>\n<hr>\n<pre><code class="language-js">let a = 1 &lt; 2;</code></pre>',
    );
  });

  it("escapes what a highlighter returns", () => {
    const html = renderSafeHtml("```js\nx\n```", {
      highlight: () => [
        { text: "<b>", className: "k" },
        { text: "y", className: '"><script>' },
      ],
    });
    expect(html).toBe('<pre><code class="language-js"><span class="k">&lt;b&gt;</span>y</code></pre>');
  });

  it("reads half a million hostile characters", () => {
    for (const unit of [
      "*a ",
      "[",
      "![](",
      "`a``",
      "> ",
      "- ",
      "](x",
      "|a|\n",
      "_*",
      "<",
      "\\",
      "[a][b] ",
      "**a*",
      "~~",
      "h",
    ]) {
      expect(renderSafeHtml(unit.repeat(Math.ceil(100_000 / unit.length))).length).toBeGreaterThan(0);
    }
  });
});

describe("sanitizeMarkdown", () => {
  it("leaves no raw HTML, remote image or script address outside code", () => {
    for (const text of hostileMarkdown()) {
      const safe = sanitizeMarkdown(text);
      const outside = safe
        .replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "")
        .replace(/(`+) [^\n]*? \1/g, "")
        .replace(/\]\(<[^<>\n]*>\)/g, "]()");
      expect(/<[a-z!/?]/i.test(outside), `${text} → ${safe}`).toBe(false);
      expect(
        /(?<!\\)!\[(?![^\n]*\]\(data:image\/(?:png|jpe?g|gif|webp);base64,)/.test(outside),
        `${text} → ${safe}`,
      ).toBe(false);
      for (const [, address] of safe.matchAll(/\]\(<([^<>\n]*)>\)/g))
        expect(/^(?:https?:\/\/|mailto:)/.test(address ?? ""), `${text} → ${address}`).toBe(true);
    }
  });

  it("means the same when read again", () => {
    for (const text of [
      ...hostileMarkdown(),
      "# T\n\nA *b* **c** ~~d~~ `e`\n\n1. x\n2. y\n\n> q\n\n| a | b |\n|:-|-:|\n| 1 | 2 |\n\n```js\na < b\n```",
    ]) {
      const plain = (html: string): string =>
        html
          .replaceAll(/\s+/g, " ")
          .replaceAll(/<span class="refused-(?:link|image)">(.*?)<\/span>/g, "$1")
          .replaceAll(' class="remote-image"', "")
          .replaceAll(/ <span class="link-host">[^<]*<\/span>/g, "");
      expect(plain(renderSafeHtml(sanitizeMarkdown(text))), text).toBe(plain(renderSafeHtml(text)));
    }
  });
});
