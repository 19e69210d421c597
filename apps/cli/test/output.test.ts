import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMarkdownWriter } from "../src/terminal/answer-writer.ts";
import { createMarkdownLines } from "../src/terminal/markdown-lines.ts";
import { formatTable } from "../src/terminal/print-table.ts";
import { createStatusLine } from "../src/terminal/status-line.ts";
import { styleFor } from "../src/terminal/style.ts";
import { fitWidth, textRows, textWidth } from "../src/terminal/text-width.ts";
import { createScreen, type Screen } from "./screen.ts";

const plain = styleFor({ isTTY: true }, { TERM: "dumb" });
const colour = styleFor({ isTTY: true }, { FORCE_COLOR: "1" });

function show(pieces: readonly string[], screen: Screen): readonly string[] {
  const stream = screen as unknown as NodeJS.WriteStream;
  const writer = createMarkdownWriter(stream, createMarkdownLines(plain, screen.columns));
  for (const piece of pieces) writer.write(piece);
  writer.end();
  return screen.lines();
}

describe("an answer on a terminal", () => {
  it("is rendered line by line and looks the same however it is cut", () => {
    const text = "# Title\n\nSome **bold** and `code`.\n- one\n1. two\n> said\n\n```js\n**not bold**\n```\nend";
    const expected = [
      "Title",
      "",
      "Some bold and `code`.",
      "• one",
      "1. two",
      "│ said",
      "",
      "```js",
      "**not bold**",
      "```",
      "end",
    ];
    expect(show([text], createScreen(60, 20))).toEqual(expected);
    expect(show([...text], createScreen(60, 20))).toEqual(expected);
  });

  it("breaks prose between words, under its mark, and leaves code, links and pipes as they are", () => {
    const long = "words that are more than twenty columns";
    const url = "https://example.com/a/very/long/path";
    const text = `${long}\n- ${long}\n12. ${long}\n> ${long}\n${url}\n\`\`\`\n${long}\n\`\`\``;
    const lines = createMarkdownLines(plain, 20);
    expect(text.split("\n").map((line) => lines.line(line))).toEqual([
      "words that are more\nthan twenty columns",
      "• words that are\n  more than twenty\n  columns",
      "12. words that are\n    more than twenty\n    columns",
      "│ words that are\n│ more than twenty\n│ columns",
      url,
      "```",
      long,
      "```",
    ]);
  });

  it("rewrites lines longer than the terminal is wide, wide characters included", () => {
    const text = `**${"漢".repeat(21)}** and **more** text\nnext`;
    for (const columns of [20, 21, 39, 40]) {
      const screen = createScreen(columns, 20);
      const whole = show([...text], screen).join("");
      expect(whole.replaceAll(" ", "")).toBe(`${"漢".repeat(21)}andmoretextnext`);
    }
  });

  it("never erases or repeats anything for any text at any width", () => {
    const word = fc.constantFrom("a", "bc ", "漢字", "é", "wörd ", "\n", "x".repeat(30));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 20, max: 50 }), (pieces, columns) => {
        const screen = createScreen(columns, 200);
        const got = show(pieces, screen).join("").replaceAll(" ", "");
        expect(got).toBe(pieces.join("").replaceAll(/[ \n]/g, ""));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("keeps a line taller than the screen raw, once", () => {
    const tall = `**start** ${"word ".repeat(60)}`;
    const seen = show([...`${tall}\nend`], createScreen(20, 5)).join("");
    expect(seen.match(/start/g)).toHaveLength(1);
    expect(seen.match(/word/g)).toHaveLength(60);
    expect(seen.endsWith("end")).toBe(true);
  });

  it("aligns a table once it is whole, also when a tall line follows", () => {
    const table = "| a | b |\n|---|---|\n| 1 | 漢字 |\n| 22 | x |\n";
    const lines = show([...`${table}${"tail ".repeat(50)}`], createScreen(30, 4));
    expect(lines.slice(0, 4)).toEqual(["a   b", "──  ────", "1   漢字", "22  x"]);
    expect(lines.join("").match(/tail/g)).toHaveLength(50);
    expect(show([table], createScreen(30, 20))).toEqual(["a   b", "──  ────", "1   漢字", "22  x"]);
  });

  it("shows a table that is too wide row by row, each cell after its column's name", () => {
    const table = "| city | why |\n|---|---|\n| Rome | it is older than most |\n| Oslo | fjords |\n";
    expect(show([table], createScreen(29, 20))).toEqual([
      "city  why",
      "────  ─────────────────────",
      "Rome  it is older than most",
      "Oslo  fjords",
    ]);
    expect(show([...table], createScreen(25, 20))).toEqual([
      "city: Rome",
      "why: it is older than mos",
      "t",
      "──",
      "city: Oslo",
      "why: fjords",
    ]);
  });

  it("shows what only looks like a table as it is", () => {
    expect(show([..."| not a table\n|"], createScreen(30, 20))).toEqual(["| not a table", "|"]);
  });

  it("shows links with their address, and HTML as text", () => {
    expect(show(["[here](https://a.example/x) <b>no</b> &amp; it's"], createScreen(80, 20))).toEqual([
      "here (https://a.example/x) <b>no</b> &amp; it's",
    ]);
  });
});

describe("text width", () => {
  it.each([
    ["abc", 3],
    ["漢字", 4],
    ["e\u0301", 1],
    ["👩‍👩‍👧", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["\u200B", 0],
    [colour.bold("x"), 1],
  ])("%j is %i", (text, width) => expect(textWidth(text)).toBe(width));

  it("counts rows as a terminal wraps", () => {
    expect(textRows("", 10)).toBe(1);
    expect(textRows("x".repeat(20), 10)).toBe(2);
    expect(textRows("x漢漢漢漢漢", 10)).toBe(2);
    expect(textRows(`${"漢".repeat(3)}`, 5)).toBe(2);
  });

  it("cuts to a width, never through a character", () => {
    expect(fitWidth("漢字漢字", 6)).toBe("漢字…");
    expect(fitWidth("short", 10)).toBe("short");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
        expect(textWidth(fitWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
      { seed: 7 },
    );
  });
});

describe("a table", () => {
  it("aligns wide text and numbers", () => {
    expect(
      formatTable(
        ["name", "n"],
        [
          ["漢字", "5"],
          ["abc", "10"],
        ],
        { right: [1] },
      ),
    ).toBe("name   n\n漢字   5\nabc   10");
  });

  it("cuts the widest text to fit a terminal, never ids and numbers, and nothing in a pipe", () => {
    const rows = [["id-0123456789-0123456789", "a rather long title that does not fit at all", "12"]];
    const narrow = formatTable(["id", "title", "n"], rows, { right: [2], keep: [0], columns: 50 });
    expect(narrow.split("\n").every((line) => textWidth(line) <= 50)).toBe(true);
    expect(narrow).toContain("id-0123456789-0123456789");
    expect(narrow).toContain("…");
    expect(formatTable(["id", "title", "n"], rows, { right: [2] })).not.toContain("…");
  });
});

describe("status line", () => {
  const write = (isTTY: boolean): string => {
    let written = "";
    const stream = { isTTY, columns: 20, write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
    using status = createStatusLine({ stream, style: plain, quiet: false, plain: false });
    status.show("漢字漢字漢字漢字漢字漢字漢字\u001B[2J");
    return written;
  };
  it("never wraps on a terminal and never passes control sequences on", () => {
    const line = write(true).replace("\r\u001B[2K", "");
    expect(textWidth(line)).toBeLessThan(20);
    expect(line).not.toContain("\u001B[2J");
  });
  it("is one plain line elsewhere", () => expect(write(false)).toBe("漢字漢字漢字漢字漢字漢字漢字[2J\n"));
});

describe("style", () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { NO_COLOR: "1" }, true],
    [{ isTTY: true }, { NO_COLOR: "" }, true],
    [{ isTTY: true }, { TERM: "dumb" }, false],
    [{}, {}, false],
    [{}, { FORCE_COLOR: "1" }, true],
    [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("%j with %j: %s", (stream, env, enabled) => expect(styleFor(stream, env).enabled).toBe(enabled));

  it("keeps its weights where NO_COLOR takes its colours", () => {
    const style = styleFor({ isTTY: true }, { NO_COLOR: "1" });
    expect(style.bold("a") + style.italic("b")).toBe("\u001B[1ma\u001B[22m\u001B[3mb\u001B[23m");
    expect(style.red("a") + style.cyan("b")).toBe("ab");
    const rendered = (env: Record<string, string>): string =>
      createMarkdownLines(styleFor({ isTTY: true }, env), 40).line("call `f()` **now**") ?? "";
    expect(rendered({ NO_COLOR: "1" })).toBe("call `f()` \u001B[1mnow\u001B[22m");
    expect(rendered({})).toBe("call \u001B[36mf()\u001B[39m \u001B[1mnow\u001B[22m");
  });
});

describe("a table on a terminal too narrow for its columns", () => {
  const header = ["", "model", "provider", "$/M in", "best for"];
  const row = ["●", "claude-haiku-4.5", "anthropic", "1", "quick answers to many small questions"];

  it("is cut where that is enough", () => {
    expect(formatTable(header, [row], { right: [3], keep: [1], columns: 60 }).split("\n")).toEqual([
      "   model             provider   $/M in  best for",
      "●  claude-haiku-4.5  anthropic       1  quick answers to ma…",
    ]);
  });

  it("becomes a few lines a row where it is not, nothing left out", () => {
    expect(formatTable(header, [row], { right: [3], keep: [1], columns: 40 }).split("\n")).toEqual([
      "● claude-haiku-4.5",
      "  provider: anthropic · $/M in: 1",
      "  best for: quick answers to many small",
      "    questions",
    ]);
  });
});
