import { expect, it } from "vitest";
import { findAssignedSecrets, IN_NAMES, NAME } from "./find-assigned-secrets.ts";

/** All words a pattern of letters, groups, classes and `?` stands for; what it looks at around them is left out. */
function wordsOf(pattern: string): readonly string[] {
  let at = 0;
  const choice = (): string[] => {
    const all = sequence();
    while (pattern[at] === "|") {
      at += 1;
      all.push(...sequence());
    }
    return all;
  };
  const sequence = (): string[] => {
    let all = [""];
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") {
      const isLook = /^\(\?<?[=!]/.test(pattern.slice(at));
      const piece = isLook ? skipped() : one();
      const isOptional = pattern[at] === "?";
      if (isOptional) at += 1;
      all = all.flatMap((word) => [...(isOptional ? [word] : []), ...piece.map((next) => word + next)]);
    }
    return all;
  };
  const skipped = (): string[] => {
    for (let depth = 0; ; at += 1) {
      if (pattern[at] === "\\") at += 1;
      else if (pattern[at] === "(") depth += 1;
      else if (pattern[at] === ")" && (depth -= 1) === 0) break;
    }
    at += 1;
    return [""];
  };
  const one = (): string[] => {
    if (pattern.startsWith("(?:", at)) {
      at += 3;
      const all = choice();
      at += 1;
      return all;
    }
    if (pattern[at] === "[") {
      const end = pattern.indexOf("]", at);
      const all = [...pattern.slice(at + 1, end).replaceAll("\\", "")];
      at = end + 1;
      return all;
    }
    expect(pattern[at]).toMatch(/[\p{L}\-_ ]/u);
    return [pattern[at++] ?? ""];
  };
  return choice();
}

const NAMES = wordsOf(NAME.source);

it("asks first for what is in every name, in whatever case: where that is not, no name is", () => {
  expect(NAMES.length).toBeGreaterThan(150);
  // Both compare letters the same way, so what holds for a name holds for all ways to write it.
  expect(NAME.flags.replace("g", "")).toBe(IN_NAMES.flags);
  const missed = NAMES.filter((name) => !new RegExp(IN_NAMES.source, "").test(name));
  expect(missed).toEqual([]);
});

it("finds what is assigned to each of the names, in small letters and in capitals", () => {
  const missed = NAMES.flatMap((name) => [name, name.toUpperCase()]).filter(
    (name) => findAssignedSecrets(`${name} = "Xq7-tR92kLm4Vz8w"`).length !== 1,
  );
  expect(missed).toEqual([]);
});
