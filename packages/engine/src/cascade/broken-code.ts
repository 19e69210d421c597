const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w+#-]*)/u;

/** Languages whose brackets, strings and comments are read alike; for others only the fence is looked at. */
const COMMENT: Readonly<Record<string, "//" | "#">> = {
  js: "//",
  jsx: "//",
  javascript: "//",
  ts: "//",
  tsx: "//",
  typescript: "//",
  java: "//",
  c: "//",
  cpp: "//",
  "c++": "//",
  cs: "//",
  csharp: "//",
  go: "//",
  kotlin: "//",
  swift: "//",
  py: "#",
  python: "#",
};

/**
 * What is wrong with the code blocks of an answer, completing "its answer …": a block that never ends, JSON that cannot
 * be read, brackets still open at the end. Undefined if nothing is seen. No code is run or compiled.
 */
export function brokenCode(text: string): string | undefined {
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of text.split("\n")) {
    const fence = FENCE.exec(line);
    if (open === undefined) {
      if (fence !== null) open = { fence: fence[1] ?? "", language: (fence[2] ?? "").toLowerCase(), lines: [] };
      continue;
    }
    const isEnd = fence !== null && fence[2] === "" && (fence[1] ?? "").startsWith(open.fence);
    if (!isEnd) {
      open.lines.push(line);
      continue;
    }
    const problem = problemOf(open.language, open.lines.join("\n"));
    if (problem !== undefined) return problem;
    open = undefined;
  }
  return open === undefined ? undefined : "ends inside a block of code";
}

/** Shown in place of parts left out; such a sample is not meant to be read by a program. */
const LEFT_OUT = /\.\.\.|…/u;

function problemOf(language: string, code: string): string | undefined {
  if (LEFT_OUT.test(code)) return undefined;
  if (language === "json") {
    try {
      JSON.parse(code);
      return undefined;
    } catch {
      return "has JSON that cannot be read"; // Where it breaks is of no use to who reads the notice.
    }
  }
  const comment = COMMENT[language];
  return comment !== undefined && endsInsideBrackets(code, comment) ? "has code that ends inside brackets" : undefined;
}

/**
 * True if more brackets are open than closed at the end, strings and comments apart. Only code that ends too early is
 * told: a regular expression or a character in quotes may hold a bracket, but hardly ever more opening ones.
 */
function endsInsideBrackets(code: string, comment: "//" | "#"): boolean {
  let depth = 0;
  let quote = "";
  for (let index = 0; index < code.length; index++) {
    const character = code[index] ?? "";
    if (quote !== "") {
      if (character === "\\") index++;
      else if (code.startsWith(quote, index)) {
        index += quote.length - 1;
        quote = "";
      } else if (character === "\n" && quote.length === 1 && quote !== "`") quote = "";
      continue;
    }
    if (code.startsWith(comment, index)) index = endOf(code, "\n", index) - 1;
    else if (comment === "//" && code.startsWith("/*", index)) index = endOf(code, "*/", index) + 1;
    else if (comment === "#" && (code.startsWith('"""', index) || code.startsWith("'''", index))) {
      quote = code.slice(index, index + 3);
      index += 2;
    } else if (character === '"' || character === "'" || character === "`") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
  }
  return depth > 0;
}

function endOf(code: string, mark: string, from: number): number {
  const at = code.indexOf(mark, from + 1);
  return at < 0 ? code.length : at;
}
