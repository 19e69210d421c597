import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

/** The table of docs/threats.md must stay true: a test that is renamed or gone proves nothing. */
const folder = path.resolve(import.meta.dirname, "../docs");
const text = readFileSync(path.join(folder, "threats.md"), "utf8");
const rows = text.split("\n").flatMap((line) => /^\| (T\d+) /.exec(line)?.[1] ?? []);

/** True where a line of code, no comment, has the words in quotes. */
function isTitled(source: string, name: string): boolean {
  return source.split("\n").some((line) => {
    const at = line.indexOf(name);
    return at > 0 && /["'`]/.test(line.slice(0, at)) && !/^\s*(?:\/\/|\/?\*)/.test(line);
  });
}

it("there are thirty threats, each with a test", () => {
  expect(rows).toEqual(Array.from({ length: 30 }, (_none, index) => `T${index + 1}`));
  for (const line of text.split("\n").filter((one) => /^\| T\d/.test(one))) expect(line).toMatch(/\.test\.ts\)/);
});

it("each test is in its file, by its name", () => {
  const links = [...text.matchAll(/\[([^\]]+)\]\((\S+\.test\.ts)\)/g)];
  expect(links.length).toBeGreaterThan(60);
  const gone = links.filter(([, name = "", file = ""]) => {
    const at = path.join(folder, file);
    return !existsSync(at) || !isTitled(readFileSync(at, "utf8"), name.replaceAll("\\", ""));
  });
  expect(gone.map(([link]) => link)).toEqual([]);
});
